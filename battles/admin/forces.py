"""Belligerents and their units."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import EntityAdmin, MostUsedFilter, column
from battles.admin.identifiers import IdentifierInline
from battles.admin.statements import AppointmentInline, NameInline, SuperiorInline
from battles.models import Belligerent, Unit


@admin.register(Belligerent)
class BelligerentAdmin(EntityAdmin):
    index_place = 30
    list_display = ("name", "name_en", "slug")
    fields = (("name", "name_en"), "slug", "note")
    inlines = (NameInline, IdentifierInline)


@admin.register(Unit)
class UnitAdmin(EntityAdmin):
    index_place = 40
    list_display = ("name", "name_en", column("belligerent", _("belligerent")), "echelon", "arm")
    list_filter = (("belligerent", MostUsedFilter), "echelon", "arm")
    fields = (("name", "name_en"), "slug", "belligerent", ("echelon", "arm"), "note")
    inlines = (NameInline, IdentifierInline, AppointmentInline, SuperiorInline)
