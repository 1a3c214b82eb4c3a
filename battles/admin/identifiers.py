"""Identifiers of records in the catalogues of authorities."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import MostUsedFilter, RecordAdmin, RecordInline
from battles.models import Identifier
from battles.models.identifiers import IDENTIFIED


class IdentifierInline(RecordInline):
    model = Identifier
    fields = ("authority", "value", "note")


@admin.register(Identifier)
class IdentifierAdmin(RecordAdmin):
    index_place = 70
    list_display = ("reference", "record")
    list_filter = (("authority", MostUsedFilter),)
    fieldsets = (
        (None, {"fields": (("authority", "value"),)}),
        (
            _("What it identifies"),
            {
                "fields": (IDENTIFIED[:2], IDENTIFIED[2:4], IDENTIFIED[4:6], IDENTIFIED[6]),
                "description": _("Choose exactly one."),
            },
        ),
        (None, {"fields": ("note",)}),
    )

    @admin.display(description=_("identifies"))
    def record(self, identifier):
        return identifier.record
