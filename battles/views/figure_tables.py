"""The claims table of one side: a row for each source, a column for each category."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from battles.charts.plots import make_plots
from battles.models import Category, Countable, FigureKind, Standing
from battles.values.choices import WITHOUT_NUMBER
from battles.values.figures import highest, lowest


@dataclass(frozen=True)
class FigureColumn:
    """One category of one thing counted."""

    counted: Countable
    category: str

    @property
    def label(self):
        category = Category(self.category).label
        if not self.counted.is_named:
            return category
        return _("%(category)s, %(counted)s") % {"category": category, "counted": self.counted.label}

    @property
    def place(self):
        """Its place among the columns of a table."""
        return self.counted.position, self.counted.slug, Category.values.index(self.category)


@dataclass(frozen=True)
class SourceRow:
    """The claims of one source with the same origin and attribution, from one quoted work or none.

    ``cells`` are pairs of a FigureColumn and the claims of the row in it.
    """

    cells: list

    @property
    def first(self):
        """The first claim of the row, to read its source, quoted work and attribution from."""
        return next(claim for _column, claims in self.cells for claim in claims)


@dataclass(frozen=True)
class Spread:
    """The range of the claims of a column, with the numbers of their sources and of the claims left out.

    ``lowest`` and ``highest`` are texts, empty if no claim is in figures. ``is_whole`` is false if the page does not
    hold all claims of the column.
    """

    column: FigureColumn
    lowest: str
    highest: str
    figure_count: int
    source_count: int
    quoted_count: int
    # Pairs of a number of claims and the reason why they are left out.
    left_out: list
    differs: bool
    is_whole: bool


@dataclass(frozen=True)
class Part:
    """The claims about the same unit, scope and date, or about none; only these are compared."""

    first: object
    is_narrowed: bool
    comparisons: list
    rows: list
    spreads: list

    @property
    def is_one_row(self):
        """Whether the part has one row, which then shows the part's heading."""
        return self.is_narrowed and len(self.rows) == 1 and not self.spreads


@dataclass(frozen=True)
class FigureTable:
    """All claims of one kind about one side."""

    kind: str
    columns: list
    parts: list
    plots: list

    @property
    def label(self):
        return FigureKind(self.kind).label

    @property
    def width(self):
        """The number of columns, with those for the source and the attribution."""
        return len(self.columns) + 2

    @property
    def undrawn(self):
        """The claims that no plot can show, because they are not in figures."""
        return [
            claim
            for part in self.parts
            for comparison in part.comparisons
            for claim in comparison.claims
            if claim.qualifier in WITHOUT_NUMBER
        ]


def make_tables(side):
    """A FigureTable for each kind among the comparisons of one side."""
    by_kind = {}
    for comparison in side.comparisons:
        by_kind.setdefault(comparison.first.kind, []).append(comparison)
    return [make_table(f"{side.slug}-{kind}", kind, by_kind[kind]) for kind in FigureKind if kind in by_kind]


def make_table(name, kind, comparisons):
    by_part = {}
    for comparison in comparisons:
        first = comparison.first
        by_part.setdefault((first.unit_id, first.scope, first.date_apart), []).append(comparison)
    columns = sorted({column_of(comparison) for comparison in comparisons}, key=attrgetter("place"))
    parts = [make_part(columns, comparisons) for comparisons in by_part.values()]
    return FigureTable(kind, columns, parts, make_plots(name, columns, parts))


def column_of(comparison):
    return FigureColumn(comparison.first.counted, comparison.first.category)


def make_part(columns, comparisons):
    found = {column_of(comparison): comparison for comparison in comparisons}
    rows = defaultdict(lambda: defaultdict(list))
    for column, comparison in found.items():
        for claim in comparison.claims:
            rows[row_key(claim)][column].append(claim)
    first = comparisons[0].first
    return Part(
        first=first,
        is_narrowed=bool(first.unit_id or first.scope or first.date_apart),
        comparisons=[found[column] for column in columns if column in found],
        rows=[SourceRow([(column, rows[key][column]) for column in columns]) for key in sorted(rows)],
        spreads=[spread_of(column, found.get(column)) for column in columns]
        if any(len(comparison.claims) > 1 for comparison in comparisons)
        else [],
    )


def row_key(claim):
    return (
        claim.origin,
        claim.source.slug,
        claim.quoted_source.slug if claim.quoted_source else "",
        claim.claimant.slug if claim.claimant else "",
        claim.attributed_to,
    )


def spread_of(column, comparison):
    """The spread of a comparison, or None where there is none to compare."""
    if comparison is None:
        return None
    in_figures = comparison.in_figures
    counting = [claim for claim in in_figures if claim.standing != Standing.DEPRECATED]
    figures = [(claim.qualifier, claim.low, claim.high) for claim in counting]
    return Spread(
        column=column,
        lowest=lowest(figures) if figures else "",
        highest=highest(figures) if figures else "",
        figure_count=len(figures),
        source_count=len({claim.source_id for claim in counting}),
        quoted_count=len({claim.quoted_source_id for claim in counting} - {None}),
        left_out=left_out(comparison.claims),
        differs=comparison.differs,
        is_whole=comparison.is_whole,
    )


def left_out(claims):
    """The claims that a spread leaves out: the number of those without a number or with a lower standing, by reason."""
    reasons = Counter(
        claim.qualifier if claim.qualifier in WITHOUT_NUMBER else claim.standing
        for claim in claims
        if claim.qualifier in WITHOUT_NUMBER or claim.standing == Standing.DEPRECATED
    )
    labels = {reason: reason.label for reason in (*WITHOUT_NUMBER, Standing.DEPRECATED)}
    return [(reasons[reason], label) for reason, label in labels.items() if reason in reasons]
