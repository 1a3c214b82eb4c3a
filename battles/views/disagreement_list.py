"""The page of disagreements: the first cases of each sort, or all of one sort in pages."""

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Count, Window
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles import models
from battles.filters.facets import ChoiceFacet, LinkFacet
from battles.filters.parameters import MAX_PER_PAGE, read_choice, read_number, read_page
from battles.resources.downloads import FORMATS
from battles.values.display_names import plain_names
from battles.views import disagreement_files
from battles.views.campaign_scope import claims_within
from battles.views.disagreements import CLAIMS, EVENT, SORTS, SOURCES
from battles.views.facet_choices import without
from battles.views.lists import RecordListView, without_empty

GROUPS_PER_PAGE = 20
GROUPS_IN_OVERVIEW = 10


FACETS = (
    LinkFacet("campaign", gettext_lazy("Campaign"), models.Campaign),
    LinkFacet("belligerent", gettext_lazy("Belligerent"), models.Belligerent),
    ChoiceFacet("kind", gettext_lazy("Kind"), models.FigureKind),
)


class RecordChoiceField(forms.ModelChoiceField):
    """A choice among records by slug, under the names that the reader gets."""

    def __init__(self, model, label):
        records = model.objects.published().only("slug", "name", "name_en")
        super().__init__(records, to_field_name="slug", label=label, required=False, empty_label=gettext_lazy("any"))

    def label_from_instance(self, record):
        return plain_names(record)


class ChoicesForm(forms.Form):
    """What a reader may choose; the view applies it to the claims before they are grouped."""

    campaign = RecordChoiceField(models.Campaign, gettext_lazy("Campaign"))
    belligerent = RecordChoiceField(models.Belligerent, gettext_lazy("Belligerent"))
    kind = forms.ChoiceField(
        choices=[("", gettext_lazy("any")), *models.FigureKind.choices], label=gettext_lazy("Kind"), required=False
    )


class DisagreementListView(RecordListView):
    """What the sources disagree on: the first cases of each sort, or all of one sort in pages."""

    def allowed_parameters(self):
        return [*ChoicesForm.base_fields, "about", "sort", "page", "per_page", "format"]

    def get(self, request):
        given = without_empty(request.GET)
        by_key = {sort.key: sort for sort in SORTS}
        about = read_choice(given, "about", list(by_key))
        form = self.read_form(given)
        sorts = [by_key[about]] if about else self.sorts_of(form.cleaned_data)
        self.check_choices(about, given, form.cleaned_data)
        self.columns = by_key[about].columns if about else (EVENT, CLAIMS, SOURCES)
        column, descending = self.read_sort(given)
        default = GROUPS_PER_PAGE if about else GROUPS_IN_OVERVIEW
        per_page = read_number(given, "per_page", default=default, largest=MAX_PER_PAGE)
        found = [(sort, self.find(sort, form.cleaned_data, column, descending)) for sort in sorts]
        if format := read_choice(given, "format", FORMATS):
            return disagreement_files.download(found, format)
        sections = [self.section(sort, groups, given, per_page, column, descending) for sort, groups in found]
        return render(
            request,
            "battles/disagreement_list.html",
            {
                "tabs": self.tabs(given, about),
                "about": about,
                "sections": sections,
                "filter_fields": list(form) if sorts[0].has_sides else [form["campaign"]],
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
        for facet in FACETS:
            if facet.name in form.errors:
                # Says what is wrong with the value, as on the lists.
                facet.keys(models.FigureClaim, [given[facet.name]])
        return form

    @staticmethod
    def chosen(given, form):
        """The filters in use: what each is called, the value chosen, and the query without it."""
        for facet in FACETS:
            if value := form.cleaned_data[facet.name]:
                label = plain_names(value) if facet.linked_model else facet.labels[value]
                yield {"label": facet.label, "value": label, "rest": without(given, facet.name)}

    @staticmethod
    def sorts_of(chosen):
        """The sorts that can meet the choices: dates and outcomes are of an event, not of one side in it."""
        return [sort for sort in SORTS if sort.has_sides or not (chosen["belligerent"] or chosen["kind"])]

    def check_choices(self, about, given, chosen):
        if about and about not in [sort.key for sort in self.sorts_of(chosen)]:
            raise BadRequest(_("Dates and outcomes are of no belligerent and no kind: take these filters away."))
        if not about and "page" in given:
            raise BadRequest(
                _("All sorts together have no pages: choose one of them with about, which is one of: %s.")
                % ", ".join(sort.key for sort in SORTS)
            )

    @staticmethod
    def find(sort, chosen, column, descending):
        """The groups of one sort that meet the choices, in the order asked for."""
        claims = sort.claims
        if chosen["campaign"]:
            claims = claims.filter(claims_within(chosen["campaign"]))
        for name in ("belligerent", "kind"):
            if chosen[name]:
                claims = claims.filter(**{name: chosen[name]})
        groups = sort.groups_among(claims)
        return sort.in_order(groups, column, descending=descending) if column else groups

    def section(self, sort, groups, given, per_page, column, descending):
        """A page of the groups of one sort, read together with the number of all of them."""
        start = per_page * (read_number(given, "page", default=1, largest=10**9 - 1) - 1)
        rows = list(groups.annotate(groups_in_all=Window(Count("*")))[start : start + per_page])
        # Only a page beyond the last one has no row to tell the number.
        total = rows[0]["groups_in_all"] if rows else groups.count() if start else 0
        return {
            "sort": sort,
            "page": read_page(given, range(total), per_page),
            "headings": [self.heading(each, column, descending) for each in sort.columns],
            "sortable": [each.key for each in self.columns],
            "disagreements": list(sort.details(rows)),
        }

    @staticmethod
    def tabs(given, about):
        """The sorts of disagreement to choose from, each as the query that shows it with the same filters."""
        kept = given.copy()
        for name in ("about", "page", "sort"):
            kept.pop(name, None)
        tabs = [{"label": _("Overview"), "query": kept.urlencode(), "is_current": not about}]
        for sort in SORTS:
            query = kept.copy()
            if not sort.has_sides:
                query.pop("belligerent", None)
                query.pop("kind", None)
            query["about"] = sort.key
            tabs.append({"label": sort.label, "query": query.urlencode(), "is_current": about == sort.key})
        return tabs
