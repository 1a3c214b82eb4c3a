"""Claims: figures as a whole and by what they count, dates, and outcomes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import (
    CITATION,
    EDITORIAL,
    EVENT,
    SOURCE_COLUMNS,
    MostUsedFilter,
    StatementAdmin,
    column,
    event,
)
from battles.admin.guide import guide_link
from battles.models import CasualtyClaim, DateClaim, FigureClaim, OutcomeClaim, StrengthClaim
from battles.values.choices import CATEGORIES, Category, FigureKind

EVENT_FILTERS = (("campaign", MostUsedFilter), ("engagement", MostUsedFilter))


@admin.register(FigureClaim)
class FigureClaimAdmin(StatementAdmin):
    index_place = 10
    list_display = (
        "figure", "counted", "category", "side", event, *SOURCE_COLUMNS, "kind", "standing", "disputed",
    )  # fmt: skip
    list_filter = (
        "kind", "category", "counted", ("belligerent", MostUsedFilter), "qualifier", "standing", "disputed",
        *EVENT_FILTERS, ("source", MostUsedFilter),
    )  # fmt: skip
    fieldsets = (
        (_("About"), EVENT[1] | {"fields": (("campaign", "engagement"), ("belligerent", "unit"))}),
        (
            _("Figure"),
            {
                "fields": (
                    ("kind", "category", "counted"),
                    ("qualifier", "low", "high"),
                    ("as_of", "scope"),
                ),
                "description": guide_link("figures", _("How to enter figures")),
            },
        ),
        (
            _("Authority and standing"),
            {"fields": (("attributed_to", "claimant"), ("standing", "standing_reason"), "disputed")},
        ),
        CITATION,
        EDITORIAL,
    )
    carry_over_subject = ("campaign", "engagement", "belligerent", "kind")

    @admin.display(description=_("figure"), ordering="low")
    def figure(self, claim):
        return claim.figure

    @admin.display(description=_("side"))
    def side(self, claim):
        return claim.unit or claim.belligerent

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kinds = list(self.model.kinds)
        if db_field.name == "kind" and kinds != list(FigureKind):
            kwargs |= {"choices": [(kind.value, kind.label) for kind in kinds], "initial": kinds[0]}
        if db_field.name == "category":
            fitting = {category for kind in kinds for category in CATEGORIES[kind]}
            blank = db_field.get_choices(limit_choices_to=None)[:1]
            kwargs["choices"] = [*blank, *((choice.value, choice.label) for choice in Category if choice in fitting)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(CasualtyClaim)
class CasualtyClaimAdmin(FigureClaimAdmin):
    index_tab_of = FigureClaim


@admin.register(StrengthClaim)
class StrengthClaimAdmin(FigureClaimAdmin):
    index_tab_of = FigureClaim
    list_filter = FigureClaimAdmin.list_filter[1:]


@admin.register(DateClaim)
class DateClaimAdmin(StatementAdmin):
    index_place = 20
    list_display = (
        event, "boundary", column("date", _("date"), day="date_sort"), "attributed_to", *SOURCE_COLUMNS,
    )  # fmt: skip
    list_filter = ("boundary", *EVENT_FILTERS, ("source", MostUsedFilter))
    fieldsets = (
        EVENT,
        (
            _("Date"),
            {
                "fields": (("boundary", "date"), "attributed_to"),
                "description": guide_link("dates", _("How to enter dates")),
            },
        ),
        CITATION,
        EDITORIAL,
    )
    carry_over_subject = ("campaign", "engagement")


@admin.register(OutcomeClaim)
class OutcomeClaimAdmin(StatementAdmin):
    index_place = 30
    list_display = (event, "outcome", column("victor", _("victor")), "attributed_to", *SOURCE_COLUMNS)
    list_filter = ("outcome", ("victor", MostUsedFilter), *EVENT_FILTERS, ("source", MostUsedFilter))
    fieldsets = (
        EVENT,
        (_("Outcome"), {"fields": (("victor", "outcome"), "attributed_to")}),
        CITATION,
        EDITORIAL,
    )
    carry_over_subject = ("campaign", "engagement")
