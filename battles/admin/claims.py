"""Claims: figures as a whole and by what they count, dates, and outcomes."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from battles.admin.base import (
    CITATION,
    EVENT,
    SOURCE_COLUMNS,
    MostUsedFilter,
    StatementAdmin,
    column,
    event,
    more,
)
from battles.admin.figure_box import BOX, FigureClaimForm, columns, read_figure_of, shown
from battles.admin.forms import TermField
from battles.admin.guide import guide_link
from battles.models import CasualtyClaim, DateClaim, FigureClaim, OutcomeClaim, StrengthClaim
from battles.values.choices import CATEGORIES, Category, FigureKind

EVENT_FILTERS = (("campaign", MostUsedFilter), ("engagement", MostUsedFilter))


def without_box(fieldset):
    """The fieldset for those who may not save: Django cannot show a field that the record does not have."""
    title, options = fieldset
    return title, options | {"fields": tuple(field for field in options["fields"] if field != BOX)}


@admin.register(FigureClaim)
class FigureClaimAdmin(StatementAdmin):
    index_place = 10
    form = FigureClaimForm
    list_display = (
        "figure", "counted", "category", "side", event, *SOURCE_COLUMNS, "kind", "standing", "disputed",
    )  # fmt: skip
    list_filter = (
        "kind", "category", ("counted", MostUsedFilter), ("belligerent", MostUsedFilter), "qualifier", "standing",
        "disputed", *EVENT_FILTERS, ("source", MostUsedFilter),
    )  # fmt: skip
    fieldsets = (
        CITATION,
        (
            _("Figure"),
            {
                "fields": (BOX, ("qualifier", "low", "high", "best")),
                "description": guide_link("figures", _("How to enter figures")),
            },
        ),
        (_("What and whose"), {"fields": (("kind", "category", "counted"), ("belligerent", "unit"))}),
        EVENT,
        more(
            ("as_of", "scope"),
            ("attributed_to", "claimant"),
            ("standing", "standing_reason"),
            "disputed",
        ),
    )
    carry_over_subject = ("campaign", "engagement", "belligerent", "kind", "counted")
    common_columns = ("source", "locator", "quoted_source", "quoted_locator", "campaign", "kind")
    table_columns = ("engagement", "belligerent", "unit", "wording", "low", "high", "qualifier", "category", "counted")

    def get_urls(self):
        own = [path("read-figure/", self.admin_site.admin_view(self.read_figure), name=self.url_name("read_figure"))]
        return own + super().get_urls()

    def url_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def read_figure(self, request):
        """The meaning of the text in the box for a figure, as JSON."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        reading = read_figure_of(self.model, request.GET.get("text", ""))
        return JsonResponse({"words": shown(reading), "is_sure": reading.is_sure, "columns": columns(reading)})

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return fieldsets if may_save else [without_box(fieldset) for fieldset in fieldsets]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.figure_url = reverse(f"{self.admin_site.name}:{self.url_name('read_figure')}")
        return form

    @admin.display(description=_("figure"), ordering="low")
    def figure(self, claim):
        return claim.figure

    @admin.display(description=_("side"))
    def side(self, claim):
        return claim.unit or claim.belligerent

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "counted":
            kwargs |= {"widget": forms.Select, "form_class": TermField, "show_hidden_initial": False}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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
        CITATION,
        (
            _("Date"),
            {"fields": (("boundary", "date"),), "description": guide_link("dates", _("How to enter dates"))},
        ),
        EVENT,
        more("attributed_to"),
    )
    carry_over_subject = ("campaign", "engagement")


@admin.register(OutcomeClaim)
class OutcomeClaimAdmin(StatementAdmin):
    index_place = 30
    list_display = (event, "outcome", column("victor", _("victor")), "attributed_to", *SOURCE_COLUMNS)
    list_filter = ("outcome", ("victor", MostUsedFilter), *EVENT_FILTERS, ("source", MostUsedFilter))
    fieldsets = (
        CITATION,
        (_("Outcome"), {"fields": (("victor", "outcome"),)}),
        EVENT,
        more("attributed_to"),
    )
    carry_over_subject = ("campaign", "engagement")
