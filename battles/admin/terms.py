"""Terms: the things that claims count, and the authorities of identifiers."""

from django.contrib import admin

from battles.admin.base import RecordAdmin
from battles.models import Authority, Countable


@admin.register(Countable)
class CountableAdmin(RecordAdmin):
    index_place = 90
    list_display = ("name", "name_en", "slug", "measure", "position")
    list_filter = ("measure",)
    fields = (("name", "name_en"), "slug", ("measure", "position"), "note")
    prepopulated_fields = {"slug": ("name_en",)}


@admin.register(Authority)
class AuthorityAdmin(RecordAdmin):
    index_place = 80
    list_display = ("name", "slug", "url", "pattern", "form")
    fields = (("name", "slug"), "url", ("pattern", "form"), "note")
    prepopulated_fields = {"slug": ("name",)}
