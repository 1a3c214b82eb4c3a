"""The plot beside a claims table: where each claim stands on one axis, in percent of the width and pixels of height."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from battles.charts.scales import in_lanes, scale_for
from battles.models import Qualifier, Standing
from battles.values.date_words import date_in_words
from battles.values.display_names import plain_names, short_forms
from battles.values.figures import describe_best, highest, lowest
from battles.values.widths import cut_to_width, width_of

# Percent of the width: labels, then the axis, then room for the arrow of a figure without an upper bound.
AXIS_START, AXIS_END, ARROW_END = 42.0, 92.0, 98.0
# Half of the width of a mark on a phone.
HALF_MARK = 2.0
# Pixels of height.
AXIS, HEADING, LINE, GAP, LANE = 30, 22, 15, 9, 16
# With more claims than this in a band or plot, marks are close together, have no labels, and link to their claims.
MOST_LABELLED, MOST_LABELLED_IN_PLOT = 12, 60
# Higher plots have the numbers of the axis at the foot too.
TALL = 500
# Half-width characters that fit beside the axis, and across the whole, on a phone.
LABEL_WIDTH, HEADING_WIDTH = 22, 50
ORIGIN = attrgetter("origin")
POINTS = {
    Qualifier.EXACT: "dot",
    Qualifier.ABOUT: "diamond",
    Qualifier.OVER: "ring",
    Qualifier.AT_LEAST: "dot",
    Qualifier.UNDER: "ring",
    Qualifier.AT_MOST: "dot",
    Qualifier.RANGE: "end",
    Qualifier.SEVERAL: "end",
}


@dataclass(frozen=True)
class Shape:
    """A figure drawn: points at places, a line between them or to an arrow, a mark at the source's best estimate.

    Places are attributes of SVG; ``best`` is empty without a best estimate.
    """

    points: list
    kind: str
    line: tuple | None
    arrow: str
    is_dashed: bool
    best: str = ""


@dataclass(frozen=True)
class LabelSpan:
    text: str
    css_class: str
    language: str = ""


@dataclass(frozen=True)
class Mark:
    """One claim in the plot."""

    claim: object
    shape: Shape
    top: int
    height: int
    # Lines beside the mark: pairs of y and LabelSpans.
    labels: list

    @property
    def y(self):
        return self.top + self.height // 2


@dataclass(frozen=True)
class Band:
    """The claims that can be compared, of one origin: own, another side's, or third parties'."""

    first: object
    y: int
    narrowing_y: int
    narrowing: str
    marks: list
    lowest: str
    highest: str


@dataclass(frozen=True)
class Plot:
    """All claims of a table that count the same things, on one axis."""

    identifier: str
    first: object
    scale: object
    # Pairs of a place and the number that is written there.
    ticks: list
    lines: list
    bands: list
    bottom: int

    @property
    def height(self):
        return self.bottom + LINE if self.is_tall else self.bottom

    @property
    def is_tall(self):
        return self.bottom > TALL


def make_plots(name, columns, parts):
    """A Plot for each thing counted in a table of these columns and parts; ``name`` is part of its identifier."""
    plots = []
    for counted in dict.fromkeys(column.counted for column in columns):
        groups = [
            (part, list(claims))
            for part in parts
            for comparison in part.comparisons
            if comparison.first.counted == counted
            for _origin, claims in groupby(sorted(comparison.in_figures, key=ORIGIN), key=ORIGIN)
        ]
        if groups:
            plots.append(make_plot(f"plot-{name}-{counted.slug}", groups))
    return plots


def make_plot(identifier, groups):
    scale = scale_for(
        number
        for _part, claims in groups
        for claim in claims
        for number in (claim.low, claim.best, claim.high)
        if number is not None
    )
    bands, y = [], AXIS
    is_full = sum(len(claims) for _part, claims in groups) > MOST_LABELLED_IN_PLOT
    for part, claims in groups:
        band, y = make_band(part, claims, scale, y, is_close=is_full or len(claims) > MOST_LABELLED)
        bands.append(band)
    ticks = [(percent(place(scale, number)), number) for number in scale.ticks]
    lines = [percent(place(scale, number)) for number in scale.lines]
    return Plot(identifier, groups[0][1][0], scale, ticks, lines, bands, y)


def make_band(part, claims, scale, y, *, is_close):
    """The band that begins at ``y``, and where the next one begins."""
    heading_y = y + LINE
    y += HEADING
    narrowing = cut_to_width(narrowing_of(part.first), HEADING_WIDTH)
    narrowing_y = y + LINE - 4
    if narrowing:
        y += LINE
    claims = sorted(claims, key=lambda claim: (claim.high if claim.low is None else claim.low, claim.ref))
    shapes = [
        drawn(claim.qualifier, *(place(scale, number) for number in (claim.low, claim.high, claim.best)))
        for claim in claims
    ]
    if is_close:
        marks, y = in_close_lanes(claims, shapes, y)
    else:
        marks = []
        for claim, shape in zip(claims, shapes, strict=True):
            labels = labels_of(claim, y)
            marks.append(Mark(claim, shape, y, LINE * len(labels) + GAP, labels))
            y += marks[-1].height
    figures = [(claim.qualifier, claim.low, claim.high) for claim in claims]
    band = Band(claims[0], heading_y, narrowing_y, narrowing, marks, lowest(figures), highest(figures))
    return band, y + GAP


def in_close_lanes(claims, shapes, y):
    """Marks without labels, in as few lanes as hold them without touching, and where they end."""
    placed = sorted(zip(map(reach, shapes), claims, shapes, strict=True), key=lambda each: each[0])
    lanes = in_lanes([extent for extent, _claim, _shape in placed])
    marks = [
        Mark(claim, shape, y + LANE * lane, LANE, [])
        for lane, (_extent, claim, shape) in zip(lanes, placed, strict=True)
    ]
    return marks, y + LANE * (max(lanes) + 1)


def place(scale, number):
    """Percent of the plot's width at which a number stands; None for none."""
    return None if number is None else AXIS_START + (AXIS_END - AXIS_START) * scale.position(number)


def percent(place):
    return f"{place:.2f}%"


def drawn(qualifier, low, high, best=None, start=AXIS_START, end=ARROW_END):
    """The Shape of a figure with its numbers at these places; without a bound, its line runs to the start or end."""
    ends = (start if low is None else low, end if high is None else high)
    return Shape(
        points=[percent(bound) for bound in dict.fromkeys((low, high)) if bound is not None],
        kind=POINTS[qualifier],
        line=tuple(map(percent, ends)) if ends[0] != ends[1] else None,
        arrow="left" if low is None else "right" if high is None else "",
        is_dashed=qualifier == Qualifier.SEVERAL,
        best="" if best is None else percent(best),
    )


def reach(shape):
    """The left and the right end of a shape, with room for its marks."""
    places = [float(place.rstrip("%")) for place in (*shape.points, *(shape.line or ()))]
    return min(places) - HALF_MARK, max(places) + HALF_MARK


def labels_of(claim, y):
    """The lines beside a mark: figure, best estimate, standing if not normal, dispute, and the sources."""
    reservations = [
        words
        for words, holds in (
            (_("deprecated"), claim.standing == Standing.DEPRECATED),
            (_("preferred"), claim.standing == Standing.PREFERRED),
            (_("contested"), claim.disputed),
        )
        if holds
    ]
    best = [] if claim.best is None else [[LabelSpan(describe_best(claim.best), "plot-figure")]]
    figure, source = [LabelSpan(claim.bounds, "plot-figure")], [source_label(claim.source)]
    lines = [figure, *best, *([LabelSpan(words, "plot-mark")] for words in reservations), source]
    if not (best or reservations) and width_of(claim.bounds) + 2 + width_of(source[0].text) <= LABEL_WIDTH:
        lines = [figure + source]
    if claim.quoted_source:
        lines.append([source_label(claim.quoted_source, "› ")])
    return [(y + LINE * number, spans) for number, spans in enumerate(lines, start=1)]


def source_label(source, before=""):
    text, language, _form = short_forms(source)[0]
    return LabelSpan(cut_to_width(f"{before}{text}", LABEL_WIDTH), "plot-source", language)


def narrowing_of(claim):
    """The unit, scope and date of a figure in words; empty without any."""
    parts = [plain_names(claim.unit)] if claim.unit else []
    if claim.scope:
        parts.append(claim.scope)
    if claim.as_of:
        parts.append(_("as of %s") % date_in_words(claim.as_of))
    return " · ".join(parts)


def legend():
    """Pairs of a Shape and a label: one for each qualifier, and one for best estimates."""
    bounds = {"over": (30, None), "at_least": (30, None), "under": (None, 70), "at_most": (None, 70)}
    between = {"range": (20, 80), "several": (20, 80)}
    qualifiers = [
        (drawn(qualifier, *(bounds | between).get(qualifier, (50, 50)), start=5.0, end=95.0), qualifier.label)
        for qualifier in POINTS
    ]
    return [*qualifiers, (drawn(Qualifier.RANGE, 20, 80, 60), _("best estimate of the source"))]
