"""Places."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import EntityAdmin, MostUsedFilter, column
from battles.admin.identifiers import IdentifierInline
from battles.admin.statements import NameInline
from battles.models import Place


@admin.register(Place)
class PlaceAdmin(EntityAdmin):
    index_place = 60
    list_display = ("name", "name_en", column("part_of", _("part of")), "latitude", "longitude")
    list_filter = (("part_of", MostUsedFilter),)
    fields = (("name", "name_en"), "slug", "part_of", ("latitude", "longitude"), "note")
    inlines = (NameInline, IdentifierInline)
