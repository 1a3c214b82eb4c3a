"""Works that can be cited."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import RecordAdmin, column
from battles.admin.index import IndexGroup
from battles.models import Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    index_group = IndexGroup.SOURCES
    index_place = 10
    list_display = (
        "title", "title_en", "kind", "authors", column("issued", _("issued"), day="issued_sort"), "reliability",
        column("derived_from", _("derived from")),
    )  # fmt: skip
    list_filter = ("kind", "reliability", "language")
    prepopulated_fields = {"slug": ("title_en",)}
    fieldsets = (
        (None, {"fields": ("title", "title_en", "slug", "kind")}),
        (
            _("Publication"),
            {"fields": ("authors", ("publisher", "place"), ("issued", "language"), "isbn", "derived_from")},
        ),
        (_("On the web"), {"fields": ("url", "archived_url", "accessed")}),
        (_("Text for checking"), {"fields": ("document", "document_sha256")}),
        (None, {"fields": ("reliability", "note")}),
    )
