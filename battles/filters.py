"""The filters of the lists, each named as the heading of its CSV column."""

from itertools import islice

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from battles import models
from battles.naming import plain_names

MAX_SUGGESTIONS = 500


class SuggestionInput(forms.TextInput):
    """A text field for a slug, with records to choose from; for links to more records than a menu can hold."""

    template_name = "battles/suggestion_input.html"
    choices = ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["placeholder"] = _("any")
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs']['id']}_suggestions"
        context["suggestions"] = [
            {"slug": str(slug), "label": label}
            for slug, label in islice(self.choices, MAX_SUGGESTIONS + 1)
            if slug != ""
        ]
        return context


class RecordChoiceField(django_filters.fields.ModelChoiceField):
    """A choice among records, under the names that the reader gets."""

    def label_from_instance(self, record):
        return plain_names(record)


class RecordFilter(django_filters.ModelChoiceFilter):
    field_class = RecordChoiceField


class OccurringValueFilter(django_filters.ChoiceFilter):
    """A choice among the values that the column has."""

    @property
    def field(self):
        column = self.field_name
        values = self.model.objects.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()
        self.extra["choices"] = [(value, value) for value in values]
        return super().field


class YesOrNoFilter(django_filters.ChoiceFilter):
    """A boolean column, written as in CSV."""

    def filter(self, queryset, value):
        return super().filter(queryset, value and value == "yes")


def choice(choices, label):
    return django_filters.ChoiceFilter(choices=getattr(choices, "choices", choices), label=label, empty_label=_("any"))


def occurring(label):
    return OccurringValueFilter(label=label, empty_label=_("any"))


def yes_or_no(label):
    return YesOrNoFilter(choices=[("yes", _("yes")), ("no", _("no"))], label=label, empty_label=_("any"))


def link(model, label, *, widget=None):
    """A choice among the records of the model, by slug."""
    names = ("title", "title_en", "language") if model is models.Source else ("name", "name_en")
    return RecordFilter(
        queryset=model.objects.only("slug", *names),
        to_field_name="slug",
        label=label,
        empty_label=_("any"),
        widget=widget,
    )


def long_link(model, label):
    return link(model, label, widget=SuggestionInput)


class RecordFilterSet(django_filters.FilterSet):
    """Filters that any list has."""

    q = django_filters.CharFilter(
        method="search", label=_("Search"), widget=forms.TextInput(attrs={"type": "search", "maxlength": 200})
    )

    def search(self, queryset, name, value):
        return queryset.search(value)


class CampaignFilterSet(RecordFilterSet):
    part_of = link(models.Campaign, _("Part of"))
    outcome = choice(models.Outcome, _("Outcome"))
    places = long_link(models.Place, _("Place"))

    class Meta:
        model = models.Campaign
        fields = ()


class EngagementFilterSet(RecordFilterSet):
    campaign = link(models.Campaign, _("Campaign"))
    part_of = long_link(models.Engagement, _("Part of"))
    kind = choice(models.EngagementKind, _("Kind"))
    front = occurring(_("Front"))
    places = long_link(models.Place, _("Place"))
    victor = link(models.Belligerent, _("Victor"))
    outcome = choice(models.Outcome, _("Outcome"))

    class Meta:
        model = models.Engagement
        fields = ()


class UnitFilterSet(RecordFilterSet):
    belligerent = link(models.Belligerent, _("Belligerent"))
    echelon = choice(models.Echelon, _("Echelon"))
    arm = choice(models.Arm, _("Arm"))

    class Meta:
        model = models.Unit
        fields = ()


class CommanderFilterSet(RecordFilterSet):
    belligerent = link(models.Belligerent, _("Belligerent"))
    is_fictional = yes_or_no(_("Fictional"))

    class Meta:
        model = models.Commander
        fields = ()


class PlaceFilterSet(RecordFilterSet):
    part_of = long_link(models.Place, _("Part of"))

    class Meta:
        model = models.Place
        fields = ()


class SourceFilterSet(RecordFilterSet):
    kind = choice(models.SourceKind, _("Kind"))
    language = occurring(_("Language"))
    reliability = choice(models.Reliability, _("Reliability"))
    derived_from = link(models.Source, _("Derived from"))

    class Meta:
        model = models.Source
        fields = ()


class BelligerentFilterSet(RecordFilterSet):
    class Meta:
        model = models.Belligerent
        fields = ()


class FigureClaimFilterSet(RecordFilterSet):
    campaign = link(models.Campaign, _("Campaign"))
    engagement = long_link(models.Engagement, _("Engagement"))
    belligerent = link(models.Belligerent, _("Belligerent"))
    unit = long_link(models.Unit, _("Unit"))
    kind = choice(models.FigureKind, _("Kind"))
    category = choice(models.Category, _("Category"))
    counted = choice(models.Counted, _("Counted"))
    qualifier = choice(models.Qualifier, _("Qualifier"))
    source = link(models.Source, _("Source"))
    quoted_source = link(models.Source, _("Quoted source"))
    claimant = link(models.Belligerent, _("Claimant"))
    standing = choice(models.Standing, _("Standing"))
    disputed = yes_or_no(_("Disputed"))

    class Meta:
        model = models.FigureClaim
        fields = ()


class CasualtyClaimFilterSet(FigureClaimFilterSet):
    kind = choice([(kind.value, kind.label) for kind in models.CasualtyClaim.kinds], _("Kind"))

    class Meta:
        model = models.CasualtyClaim
        fields = ()


class StrengthClaimFilterSet(FigureClaimFilterSet):
    kind = choice([(kind.value, kind.label) for kind in models.StrengthClaim.kinds], _("Kind"))

    class Meta:
        model = models.StrengthClaim
        fields = ()
