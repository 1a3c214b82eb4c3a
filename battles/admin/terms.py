"""Terms: the things that claims count."""

from django.contrib import admin

from battles.admin.base import RecordAdmin
from battles.models import Countable


@admin.register(Countable)
class CountableAdmin(RecordAdmin):
    list_display = ("name", "name_en", "slug", "measure", "position")
    list_filter = ("measure",)
    fields = (("name", "name_en"), "slug", ("measure", "position"), "note")
    prepopulated_fields = {"slug": ("name_en",)}
