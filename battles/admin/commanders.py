"""Commanders."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import EntityAdmin, MostUsedFilter, column
from battles.admin.identifiers import IdentifierInline
from battles.admin.statements import AppointmentInline, NameInline
from battles.models import Commander


@admin.register(Commander)
class CommanderAdmin(EntityAdmin):
    index_place = 50
    list_display = (
        "name", "name_en", column("belligerent", _("belligerent")), "rank",
        column("born", _("born"), day="born_sort"), column("died", _("died"), day="died_last"),
        "is_fictional",
    )  # fmt: skip
    list_filter = (("belligerent", MostUsedFilter), "is_fictional")
    fields = (("name", "name_en"), "slug", ("belligerent", "rank"), ("born", "died"), "is_fictional", "note")
    inlines = (NameInline, IdentifierInline, AppointmentInline)
