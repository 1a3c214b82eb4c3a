"""Commanders."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import EntityAdmin, MostUsedFilter, date_column, link_column
from battles.admin.statements import AppointmentInline, NameInline
from battles.models import Commander


@admin.register(Commander)
class CommanderAdmin(EntityAdmin):
    list_display = (
        "name", "name_en", link_column("belligerent", _("belligerent")), "rank",
        date_column("born", _("born"), sort="born_sort"), date_column("died", _("died"), sort="died_last"),
        "is_fictional",
    )  # fmt: skip
    list_filter = (("belligerent", MostUsedFilter), "is_fictional")
    fields = (("name", "name_en"), "slug", ("belligerent", "rank"), ("born", "died"), "is_fictional", "note")
    inlines = (NameInline, AppointmentInline)
