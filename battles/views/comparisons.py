"""Claims grouped by what they are about, with a mark where they differ."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from battles.models import Category, FigureClaim
from battles.models.querysets import SAME_FIGURE, column_reader
from battles.values.choices import WITHOUT_NUMBER


@dataclass(frozen=True)
class Comparison:
    """Claims about the same thing; ``differs`` says whether they contradict one another.

    ``is_whole`` is false where the page does not hold all claims about it.
    """

    claims: list
    differs: bool
    is_whole: bool = True

    @property
    def first(self):
        """The first claim, to read from it what all have in common."""
        return self.claims[0]

    @property
    def in_figures(self):
        return [claim for claim in self.claims if claim.qualifier not in WITHOUT_NUMBER]


@dataclass(frozen=True)
class Side:
    """The comparisons about one belligerent, and the numbers that are given under more than one category."""

    belligerent: object
    comparisons: list
    double_meanings: list

    @property
    def slug(self):
        return self.belligerent.slug if self.belligerent else ""


@dataclass(frozen=True)
class DoubleMeaning:
    """One number that different sources give under different categories."""

    figure: str
    categories: list


def bounds_differ(claims):
    return len({(claim.low, claim.high) for claim in claims if claim.qualifier not in WITHOUT_NUMBER}) > 1


def compare_sides(claims):
    """Figure claims of one event as ``for_comparison`` gives them, by belligerent; those of no side come last."""
    sides = []
    for belligerent, rows in groupby(sorted(claims, key=attrgetter("place")), key=attrgetter("belligerent")):
        rows = list(rows)
        sides.append(Side(belligerent, compare_figures(rows), double_meanings(rows)))
    return sides


def compare_figures(claims):
    """Figure claims in the order of their places, in groups about the same thing."""
    return [
        Comparison(group, bounds_differ(group), is_whole=len(group) == group[0].alike_count)
        for group in (list(rows) for _key, rows in groupby(claims, key=column_reader(FigureClaim, SAME_FIGURE)))
    ]


def double_meanings(claims):
    """The numbers that different sources give for the same unit and kind, but under different categories."""
    same_number = {}
    for claim in claims:
        if claim.qualifier not in WITHOUT_NUMBER:
            key = (claim.unit_id, claim.kind, claim.counted_id, claim.low, claim.high)
            same_number.setdefault(key, []).append(claim)
    return [
        DoubleMeaning(rows[0].bounds, [Category(category).label for category in categories])
        for rows in same_number.values()
        if len(categories := list(dict.fromkeys(row.category for row in rows))) > 1
        and len({row.source_id for row in rows}) > 1
    ]


def compare_values(claims, shared, *values):
    """Claims of a list sorted by the shared columns, in groups that differ where the columns ``values`` do."""
    if not claims:
        return []
    model = type(claims[0])
    read_shared, read_values = column_reader(model, shared), column_reader(model, values)
    return [
        Comparison(group, len(set(map(read_values, group))) > 1)
        for group in (list(rows) for _key, rows in groupby(claims, key=read_shared))
    ]
