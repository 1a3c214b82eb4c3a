"""The admin: Django's own, declared for hours of data entry."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin import (
    campaigns,
    claims,
    commanders,
    forces,
    former_slugs,
    history,
    identifiers,
    imports,
    places,
    review_queue,
    sources,
    statements,
    terms,
)

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Records")
