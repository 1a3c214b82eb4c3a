"""Works that can be cited."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from battles.admin.base import RecordAdmin, column
from battles.admin.desk import DeskAdmin
from battles.admin.identifiers import IdentifierInline
from battles.admin.index import IndexGroup
from battles.admin.merging import MergingAdmin
from battles.checking import check_short_titles
from battles.models import Source


@admin.register(Source)
class SourceAdmin(DeskAdmin, MergingAdmin, RecordAdmin):
    index_group = IndexGroup.SOURCES
    index_place = 10
    list_display = (
        "title", "title_en", "short_title", "kind", "authors", column("issued", _("issued"), day="issued_sort"),
        "reliability", column("derived_from", _("derived from")),
    )  # fmt: skip
    list_filter = ("kind", "reliability", "language")
    prepopulated_fields = {"slug": ("title_en",)}
    fieldsets = (
        (None, {"fields": ("title", "title_en", "short_title", "slug", "kind")}),
        (
            _("Publication"),
            {"fields": ("authors", ("publisher", "place"), ("issued", "language"), ("isbn", "doi"), "derived_from")},
        ),
        (
            _("In a journal or book"),
            {"fields": ("container", ("volume", "issue", "pages")), "classes": ("collapse",)},
        ),
        (
            _("Editors, translators and edition"),
            {"fields": ("editors", "translators", "edition"), "classes": ("collapse",)},
        ),
        (_("On the web"), {"fields": ("url", "archived_url", "accessed")}),
        (_("Text for checking"), {"fields": ("document", "document_sha256"), "classes": ("collapse",)}),
        (None, {"fields": ("reliability", "note")}),
    )
    inlines = (IdentifierInline,)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for finding in check_short_titles([obj]):
            messages.warning(request, finding.sentence)
