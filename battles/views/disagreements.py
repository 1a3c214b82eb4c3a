"""The kinds of disagreement: for each, the groups of claims about the same thing that differ."""

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from battles import models
from battles.models.querysets import SAME_DATE, SAME_FIGURE, SAME_NUMBER, SAME_OUTCOME, WORK, column_reader
from battles.values.date_words import date_in_words
from battles.values.edtf import day_text
from battles.values.figures import describe, grouped
from battles.views.sorting import ListColumn, directed

CLAIMS_SHOWN = 12
LINKS = ("campaign", "engagement", "belligerent", "unit", "counted")
# The headings of columns in a file, where they are not their names.
HEADINGS = {"date_apart": "as_of"}

EVENT = ListColumn("event", _("In"), ("campaign", "engagement"))
SIDE = ListColumn("belligerent", _("Whose"), ("belligerent", "unit"))
MEANING = ListColumn("category", _("Of what"), ("kind", "category", "counted"))
CLAIMS = ListColumn("claims", _("Claims"), ("claim_count",))
SOURCES = ListColumn("sources", _("Sources"), ("source_count",))


@dataclass(frozen=True)
class Disagreement:
    """Claims that differ; ``cells`` are pairs of a column of the list and its text, which may be empty."""

    claims: list
    cells: list

    @property
    def shown(self):
        """The claims that a list shows: all, or of many claims the first and the last."""
        if len(self.claims) <= CLAIMS_SHOWN:
            return self.claims
        return [*self.claims[: CLAIMS_SHOWN // 2], *self.claims[-CLAIMS_SHOWN // 2 :]]

    @property
    def left_out(self):
        return len(self.claims) - len(self.shown)

    @property
    def first(self):
        """The first claim, to read from it what all have in common."""
        return self.claims[0]


class DisagreementKind:
    """A kind of disagreement: the claims to compare, the condition that they differ, and the columns of the list."""

    key = label = meaning = ""
    # All claims of the kind, as a queryset.
    claims = None
    # The columns in which claims about the same thing agree, and the order of the claims within a group.
    shared = order = ()
    # The columns in which the claims may differ, for a file.
    says = ()
    # The columns of the list before and after the numbers of claims and sources.
    columns_before, columns_after = (), ()
    # Whether the claims have a belligerent and a kind of figure to filter by.
    has_sides = True

    @property
    def columns(self):
        return (EVENT, *self.columns_before, CLAIMS, SOURCES, *self.columns_after)

    def groups_among(self, claims):
        """The groups of the claims that differ, as dicts; those with most claims come first."""
        raise NotImplementedError

    def values_of(self, group):
        """The values of a group in ``columns_after``, by key: numbers, or days as EDTF."""
        return {column.key: group[column.key] for column in self.columns_after}

    def words(self, *columns):
        """The text of a claim for a file, from its columns ``says``."""
        return columns[0]

    def in_order(self, groups, column, *, descending):
        """The groups sorted by a column of the list."""
        if column.key == "sources":
            groups = groups.annotate(source_count=Count(WORK, distinct=True))
        keys = [self.slug_of(name) if name in LINKS else F(name) for name in column.order]
        return groups.order_by(*(directed(key, descending=descending) for key in keys), *self.shared)

    def slug_of(self, link):
        # With a join, the database would sort all claims again before it groups them.
        rows = self.claims.model._meta.get_field(link).related_model.objects.published().filter(pk=OuterRef(link))
        return Subquery(rows.order_by().values("slug"))

    def claims_in(self, groups):
        """The claims of up to MAX_PER_PAGE groups, in order within each."""
        return self.claims.in_groups(groups, self.shared).order_by(*self.order)

    def with_rows(self, groups, rows, shared_by):
        """Pairs of a group and its rows; ``shared_by`` reads the columns ``shared`` of a row as a tuple."""
        found = defaultdict(list)
        for row in rows:
            found[shared_by(row)].append(row)
        for group in groups:
            # Claims may change between the query for the groups and the one for the rows.
            if own := found[tuple(group[name] for name in self.shared)]:
                yield group, own

    def details(self, groups):
        """A Disagreement for each group, with one query for their claims."""
        groups = list(groups)
        for group, claims in self.with_rows(
            groups, self.claims_in(groups).with_links(), column_reader(self.claims.model, self.shared)
        ):
            texts = {name: page_text(value) for name, value in self.values_of(group).items()}
            texts |= {"claims": f"{len(claims):,}", "sources": f"{count_works(claims):,}"}
            yield Disagreement(claims, [(column, texts.get(column.key, "")) for column in self.columns])

    def rows_for_file(self, groups):
        """The groups as rows of a file, dicts by heading, with one query for their claims."""
        groups = list(groups)
        links = [name for name in LINKS if name in self.shared]
        slugs = [f"{name}__slug" for name in links]
        claims = self.claims_in(groups).annotate(work=WORK).values("ref", "work", *self.shared, *slugs, *self.says)
        for group, rows in self.with_rows(groups, claims, itemgetter(*self.shared)):
            yield (
                {"about": self.key}
                | {HEADINGS.get(name, name): group[name] for name in self.shared if name not in LINKS}
                | {name: rows[0][f"{name}__slug"] for name in links}
                | {"claims": len(rows), "sources": len({row["work"] for row in rows})}
                | self.values_of(group)
                | {"values": [self.words(*(row[name] for name in self.says)) for row in rows]}
                | {"refs": [row["ref"] for row in rows]}
            )


def page_text(value):
    """A value of a group for the page: a number, a ratio, or a day in words."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
    return date_in_words(value) if isinstance(value, str) else grouped(value)


def count_works(claims):
    """The number of works that make the claims: the quoted work of each, or else its source."""
    return len({claim.quoted_source_id or claim.source_id for claim in claims})


class FigureDisagreements(DisagreementKind):
    key = "figures"
    label = _("Figures")
    meaning = _("Claims about the same event, side and thing, with different numbers.")
    claims = models.FigureClaim.objects.published().in_figures().with_date_apart()
    shared = SAME_FIGURE
    order = (Coalesce("low", "high"), "high", "ref")
    says = ("qualifier", "low", "high", "best")
    columns_before = (SIDE, MEANING)
    columns_after = (
        ListColumn("lowest", _("Lowest"), ("lowest",)),
        ListColumn("highest", _("Highest"), ("highest",)),
        ListColumn("ratio", _("Ratio"), ("ratio",)),
    )
    words = staticmethod(describe)

    def groups_among(self, claims):
        return claims.differing()


class MeaningDisagreements(DisagreementKind):
    key = "meanings"
    label = _("One number, two meanings")
    meaning = _("The same number in different sources, but not of the same thing.")
    claims = models.FigureClaim.objects.published().in_figures()
    shared = SAME_NUMBER
    order = ("category", "ref")
    says = ("category",)
    columns_before = (SIDE, ListColumn("kind", _("Of what"), ("kind", "counted")))
    columns_after = (ListColumn("figure", _("Number"), ("low", "high")),)

    def groups_among(self, claims):
        return claims.with_two_meanings()

    def values_of(self, group):
        return {"lowest": group["low"], "highest": group["high"]}


class DateDisagreements(DisagreementKind):
    key = "dates"
    label = _("Dates")
    meaning = _("Claims about the beginning, the end or the day of an event that give different dates.")
    claims = models.DateClaim.objects.published()
    shared = SAME_DATE
    order = ("date_sort", "date", "ref")
    says = ("date",)
    columns_before = (ListColumn("boundary", _("What"), ("boundary",)),)
    columns_after = (
        ListColumn("lowest", _("Earliest day"), ("lowest",)),
        ListColumn("highest", _("Latest day"), ("highest",)),
        ListColumn("days", _("Days between"), ("days",)),
    )
    has_sides = False

    def groups_among(self, claims):
        return claims.grouped(
            SAME_DATE,
            differing=Q(first_date__lt=F("last_date")),
            first_date=Min("date"),
            last_date=Max("date"),
            lowest=Min("date_sort"),
            highest=Max("date_last"),
            days=Max("date_last") - Min("date_sort"),
        )

    def values_of(self, group):
        return {"lowest": day_text(group["lowest"]), "highest": day_text(group["highest"]), "days": group["days"]}


class OutcomeDisagreements(DisagreementKind):
    key = "outcomes"
    label = _("Outcomes")
    meaning = _("Claims about how an event ended, or who won, that differ.")
    claims = models.OutcomeClaim.objects.published()
    shared = SAME_OUTCOME
    order = ("outcome", "victor__slug", "ref")
    says = ("outcome", "victor__slug")
    has_sides = False

    def groups_among(self, claims):
        return claims.grouped(
            SAME_OUTCOME,
            differing=Q(first_outcome__lt=F("last_outcome")) | Q(first_victor__lt=F("last_victor")),
            first_outcome=Min("outcome"),
            last_outcome=Max("outcome"),
            first_victor=Min("victor_id"),
            last_victor=Max("victor_id"),
        )

    def words(self, outcome, victor):
        return f"{outcome}: {victor}" if victor else outcome


DISAGREEMENT_KINDS = (FigureDisagreements(), MeaningDisagreements(), DateDisagreements(), OutcomeDisagreements())
