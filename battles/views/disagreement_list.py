"""The page of disagreements: the first cases of each sort, or all of one sort in pages."""

import django_filters
from django.core.exceptions import BadRequest
from django.db.models import Count, Window
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles import models
from battles.filters import choice, link
from battles.views import disagreement_files
from battles.views.campaign_scope import claims_within
from battles.views.disagreements import CLAIMS, EVENT, SORTS, SOURCES
from battles.views.downloads import FORMATS
from battles.views.lists import RecordListView, chosen_filters, without_empty, wrong_choice
from battles.views.reading import MAX_PER_PAGE, read_choice, read_number, read_page

GROUPS_PER_PAGE = 20
GROUPS_IN_OVERVIEW = 10


class DisagreementFilterSet(django_filters.FilterSet):
    """The choices of the page; the view applies them to the claims before they are grouped."""

    campaign = link(models.Campaign, gettext_lazy("Campaign"))
    belligerent = link(models.Belligerent, gettext_lazy("Belligerent"))
    kind = choice(models.FigureKind, gettext_lazy("Kind"))

    class Meta:
        model = models.FigureClaim
        fields = ()


class DisagreementListView(RecordListView):
    """What the sources disagree on: the first cases of each sort, or all of one sort in pages."""

    filterset_class = DisagreementFilterSet

    def allowed_parameters(self):
        return [*super().allowed_parameters(), "about"]

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
                "chosen": chosen_filters(given, form),
                "downloads": list(FORMATS),
                "kept": [(name, given[name]) for name in ("about", "sort", "per_page") if name in given],
                "path": request.path,
                "parameters": given,
            },
        )

    def read_form(self, given):
        form = self.filterset_class(given, queryset=models.FigureClaim.objects.none()).form
        for name in form.errors:
            raise BadRequest(wrong_choice(name, form.fields[name], given.get(name, "")))
        return form

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
