"""The page of a claim, and the disagreements between claims."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from battles import models
from battles.querysets import SAME_DATE, SAME_FIGURE, SAME_NUMBER, SAME_OUTCOME
from battles.views.citing import as_file, citing, formats_of
from battles.views.grouping import in_order_of
from battles.views.reading import Excerpt, ReadOnlyView, find_or_404, read_choice, read_page

GROUPS_PER_PAGE = 20
GROUPS_IN_OVERVIEW = 10


class FigureClaimView(ReadOnlyView):
    """One claim, with the other claims about the same thing beside it."""

    parameters = ("format",)

    def get(self, request, ref):
        format = read_choice(request.GET, "format", formats_of(models.FigureClaim))
        claims = models.FigureClaim.objects.with_links()
        claim = find_or_404(claims, models.FigureClaim._meta.verbose_name, ref=ref)
        if format:
            return as_file(claim, format)
        return render(
            request,
            "battles/figureclaim_detail.html",
            {
                "claim": claim,
                "others": Excerpt(claims.alongside(claim).exclude(pk=claim.pk)),
                "citing": citing(request, claim),
            },
        )


class Disagreements:
    """One sort of disagreement: groups of claims that should say the same, and do not."""

    def __init__(self, key, label, meaning, claims, groups, shared, order):
        self.key, self.label, self.meaning = key, label, meaning
        self.claims, self.groups, self.shared, self.order = claims, groups, shared, order

    def compare(self, groups):
        """The claims of the groups, beside one another, in two queries at most."""
        groups = list(groups)
        claims = self.claims.in_groups(groups, self.shared).with_links().order_by(*self.order)
        return in_order_of(groups, claims, self.shared)


def all_disagreements():
    figures, dates, outcomes = (
        model.objects.all() for model in (models.FigureClaim, models.DateClaim, models.OutcomeClaim)
    )
    return [
        Disagreements(
            "figures",
            _("Figures"),
            _("Claims about the same event, side and thing, with different numbers."),
            figures.in_figures(),
            figures.differing(),
            SAME_FIGURE,
            ("low", "high", "ref"),
        ),
        Disagreements(
            "meanings",
            _("One number, two meanings"),
            _("The same number in different sources, but not of the same thing."),
            figures.in_figures(),
            figures.with_two_meanings(),
            SAME_NUMBER,
            ("category", "ref"),
        ),
        Disagreements(
            "dates",
            _("Dates"),
            _("Claims about the beginning, the end or the day of an event that give different dates."),
            dates,
            dates.grouped(SAME_DATE, differing=Q(value_count__gt=1), value_count=Count("date", distinct=True)),
            SAME_DATE,
            ("date_sort", "date", "ref"),
        ),
        Disagreements(
            "outcomes",
            _("Outcomes"),
            _("Claims about how an event ended, or who won, that differ."),
            outcomes,
            outcomes.grouped(
                SAME_OUTCOME,
                differing=Q(outcome_count__gt=1) | Q(victor_count__gt=1),
                outcome_count=Count("outcome", distinct=True),
                victor_count=Count("victor", distinct=True),
            ),
            SAME_OUTCOME,
            ("outcome", "victor__slug", "ref"),
        ),
    ]


class DisagreementListView(ReadOnlyView):
    """What the sources disagree on: the first cases of each sort, or all of one sort in pages."""

    parameters = ("about", "page")

    def get(self, request):
        sorts = all_disagreements()
        about = read_choice(request.GET, "about", [each.key for each in sorts])
        per_page = GROUPS_PER_PAGE if about else GROUPS_IN_OVERVIEW
        sections = []
        for sort in sorts:
            if about not in ("", sort.key):
                continue
            page = read_page(request.GET if about else {}, sort.groups, per_page)
            sections.append({"sort": sort, "page": page, "comparisons": sort.compare(page.object_list)})
        return render(
            request,
            "battles/disagreement_list.html",
            {"sorts": sorts, "about": about, "sections": sections, "path": request.path, "parameters": request.GET},
        )
