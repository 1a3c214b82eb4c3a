"""The page of disagreements: the first of each kind, or all of one kind in pages."""

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Count, Window
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles import models
from battles.filters.lists import claim_facets
from battles.filters.parameters import MAX_PER_PAGE, read_choice, read_number, read_page
from battles.resources.downloads import FORMATS
from battles.values.display_names import plain_names
from battles.views.base import ReadOnlyView
from battles.views.campaign_scope import claims_within
from battles.views.disagreement_files import download_groups
from battles.views.disagreements import CLAIMS, DISAGREEMENT_KINDS, EVENT, SOURCES
from battles.views.facet_choices import without
from battles.views.lists import without_empty
from battles.views.sorting import read_sort

GROUPS_PER_PAGE = 20
GROUPS_IN_OVERVIEW = 10
# The columns that all kinds of disagreement have.
OVERVIEW_COLUMNS = (EVENT, CLAIMS, SOURCES)

FACETS = {facet.name: facet for facet in claim_facets(models.FigureKind)}


class RecordChoiceField(forms.ModelChoiceField):
    """The records of a facet by slug, under the names that the reader gets."""

    def __init__(self, facet):
        super().__init__(
            facet.linked_model.objects.published().only("slug", "name", "name_en"),
            to_field_name="slug",
            label=facet.label,
            required=False,
            empty_label=gettext_lazy("any"),
        )

    def label_from_instance(self, record):
        return plain_names(record)


class ChoicesForm(forms.Form):
    """Filters of the claims, applied before the claims are grouped."""

    campaign = RecordChoiceField(FACETS["campaign"])
    belligerent = RecordChoiceField(FACETS["belligerent"])
    kind = forms.ChoiceField(
        choices=[("", gettext_lazy("any")), *models.FigureKind.choices], label=FACETS["kind"].label, required=False
    )


class DisagreementListView(ReadOnlyView):
    """The first disagreements of each kind, or all of one kind in pages."""

    parameters = (*ChoicesForm.base_fields, "about", "sort", "page", "per_page", "format")

    def get(self, request):
        given = without_empty(request.GET)
        about = read_choice(given, "about", [kind.key for kind in DISAGREEMENT_KINDS])
        form = self.read_form(given)
        kinds = self.kinds_about(about, given, form.cleaned_data)
        columns = kinds[0].columns if about else OVERVIEW_COLUMNS
        sort = read_sort(given, columns)
        default = GROUPS_PER_PAGE if about else GROUPS_IN_OVERVIEW
        per_page = read_number(given, "per_page", default=default, largest=MAX_PER_PAGE)
        found = [(kind, self.find(kind, form.cleaned_data, sort)) for kind in kinds]
        if format := read_choice(given, "format", FORMATS):
            return download_groups(found, format)
        return render(
            request,
            "battles/disagreement_list.html",
            {
                "tabs": self.tabs(given, about),
                "about": about,
                "sections": [self.section(kind, groups, given, per_page, sort, columns) for kind, groups in found],
                "filter_fields": list(form) if kinds[0].has_sides else [form["campaign"]],
                "chosen": list(self.chosen(given, form)),
                "downloads": list(FORMATS),
                "kept": [(name, given[name]) for name in ("about", "sort", "per_page") if name in given],
                "path": request.path,
                "parameters": given,
            },
        )

    @staticmethod
    def read_form(given):
        form = ChoicesForm(given)
        for name in form.errors:
            # Raises BadRequest with the same sentence as on the other lists.
            FACETS[name].keys(models.FigureClaim, [given[name]])
        return form

    @staticmethod
    def chosen(given, form):
        """The filters in use: the label and the value of each, and the query without it."""
        for name, value in form.cleaned_data.items():
            if value:
                label = models.FigureKind(value).label if name == "kind" else plain_names(value)
                yield {"label": FACETS[name].label, "value": label, "rest": without(given, name)}

    @staticmethod
    def kinds_about(about, given, filters):
        """The kinds of disagreement to show: the kind ``about``, or all kinds to which the filters apply."""
        # Dates and outcomes belong to an event, not to one side of it.
        is_for_sides = bool(filters["belligerent"] or filters["kind"])
        kinds = [kind for kind in DISAGREEMENT_KINDS if kind.has_sides or not is_for_sides]
        if not about:
            if "page" in given:
                raise BadRequest(
                    _("The overview has no pages. Choose one kind of disagreement with about: %s.")
                    % ", ".join(kind.key for kind in DISAGREEMENT_KINDS)
                )
            return kinds
        kinds = [kind for kind in kinds if kind.key == about]
        if not kinds:
            raise BadRequest(_("Dates and outcomes have no belligerent and no kind: remove these filters."))
        return kinds

    @staticmethod
    def find(kind, filters, sort):
        """The groups of one kind of disagreement that meet the filters, in order."""
        claims = kind.claims
        if filters["campaign"]:
            claims = claims.filter(claims_within(filters["campaign"]))
        for name in ("belligerent", "kind"):
            if filters[name]:
                claims = claims.filter(**{name: filters[name]})
        groups = kind.groups_among(claims)
        return kind.in_order(groups, sort.column, descending=sort.descending) if sort.column else groups

    @staticmethod
    def section(kind, groups, given, per_page, sort, sortable):
        """A page of the groups of one kind, read in one query with the number of all of them."""
        start = per_page * (read_number(given, "page", default=1) - 1)
        rows = list(groups.annotate(groups_in_all=Window(Count("*")))[start : start + per_page])
        # A page after the last one has no row from which to read the number.
        total = rows[0]["groups_in_all"] if rows else groups.count() if start else 0
        return {
            "kind": kind,
            "page": read_page(given, range(total), per_page),
            "headings": [sort.heading(column) for column in kind.columns],
            "sortable": [column.key for column in sortable],
            "disagreements": list(kind.details(rows)),
        }

    @staticmethod
    def tabs(given, about):
        """The overview and the kinds of disagreement, each with the query that shows it under the same filters."""
        kept = given.copy()
        for name in ("about", "page", "sort"):
            kept.pop(name, None)
        tabs = [{"label": _("Overview"), "query": kept.urlencode(), "is_current": not about}]
        for kind in DISAGREEMENT_KINDS:
            query = kept.copy()
            if not kind.has_sides:
                query.pop("belligerent", None)
                query.pop("kind", None)
            query["about"] = kind.key
            tabs.append({"label": kind.label, "query": query.urlencode(), "is_current": about == kind.key})
        return tabs
