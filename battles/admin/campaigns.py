"""Campaigns, and the engagements within them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import EntityAdmin, MostUsedFilter, column
from battles.admin.identifiers import IdentifierInline
from battles.admin.statements import NameInline
from battles.models import Campaign, Engagement

start = column("start", _("start"), day="start_sort")
part_of = column("part_of", _("part of"))
end = column("end", _("end"), day="end_last")


@admin.register(Campaign)
class CampaignAdmin(EntityAdmin):
    index_place = 10
    list_display = ("name", "name_en", part_of, start, end, "outcome")
    list_filter = (("part_of", MostUsedFilter), "outcome")
    fields = (("name", "name_en"), "slug", "part_of", ("start", "end"), "outcome", "places", "note")
    inlines = (NameInline, IdentifierInline)


@admin.register(Engagement)
class EngagementAdmin(EntityAdmin):
    index_place = 20
    list_display = (
        "name",
        "name_en",
        "kind",
        column("campaign", _("campaign")),
        part_of,
        "front",
        start,
        end,
        column("victor", _("victor")),
        "outcome",
    )
    list_filter = (
        "kind", ("campaign", MostUsedFilter), ("part_of", MostUsedFilter), ("victor", MostUsedFilter), "outcome",
    )  # fmt: skip
    fields = (
        ("name", "name_en"), "slug", ("campaign", "part_of"), ("kind", "front"), ("start", "end"),
        ("victor", "outcome"), "places", "note",
    )  # fmt: skip
    inlines = (NameInline, IdentifierInline)
