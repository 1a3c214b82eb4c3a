"""The days on which something may have been, and those on which it surely was, as its EDTF dates tell.

A date that is marked as approximate or uncertain makes no day sure, and may mean a day next to those that it names:
how far away, nobody says, so that only the days it names count as possible.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from battles.values.edtf import DATE, SEASONS, Span, day_number, days_in_month, fits, parse, parse_date, year_bounds

# How surely a day is among those of an extent.
SURE, POSSIBLE, UNKNOWN, OUTSIDE = "sure", "possible", "unknown", "outside"

# Beyond a century of unspecified years, a pattern such as XXXX-09-06 is taken for all days from its first to its last.
MAX_YEARS = 100


@dataclass(frozen=True, slots=True)
class Extent:
    """Stretches of days, in order and apart from one another; ``None`` where one is open or its end unknown."""

    possible: tuple[Span, ...]
    sure: tuple[Span, ...]

    def is_possible(self, day: int) -> bool:
        return any(holds(stretch, day) for stretch in self.possible)

    def is_sure(self, day: int) -> bool:
        return any(holds(stretch, day) for stretch in self.sure)


def inclusion(extent: Extent | None, day: int) -> str:
    """How surely the day, a day number, is in the extent: SURE, POSSIBLE or OUTSIDE; UNKNOWN where there is none."""
    if extent is None:
        return UNKNOWN
    if extent.is_sure(day):
        return SURE
    return POSSIBLE if extent.is_possible(day) else OUTSIDE


def holds(stretch: Span, day: int) -> bool:
    after = stretch.earliest is None or stretch.earliest <= day
    return after and (stretch.latest is None or day <= stretch.latest)


@lru_cache(maxsize=16_384)
def date_extent(text: str) -> Extent:
    """The days of something that was on this date: all of an interval, each of a set ``{}``, one of a set ``[]``.

    Raises ValueError, as ``edtf.parse`` does, when the text is not a date.
    """
    parse(text)
    if text[0] in "[{":
        parts = [set_part(part.strip()) for part in text[1:-1].split(",")]
        is_sure = text[0] == "{" or (len(parts) == 1 and ".." not in text)
        return Extent(
            merged([stretch for part in parts for stretch in part.possible]),
            merged([stretch for part in parts for stretch in part.sure]) if is_sure else (),
        )
    if "/" in text:
        start, _slash, end = text.partition("/")
        return between(start.strip("."), end.strip("."))
    return single_extent(text)


def moment_extent(text: str) -> Extent:
    """The days of a beginning or an end, which is on one of the days that its date names."""
    possible = date_extent(text).possible
    return Extent(possible, exact_days(text) if "/" not in text and text[0] not in "[{" else ())


@lru_cache(maxsize=16_384)
def event_extent(start: str, end: str) -> Extent | None:
    """The days of an event that began and ended so; ``None`` where neither is stated.

    An event whose end is not stated counts on the days of its beginning only, and the other way round: how long it
    went on is not known. One date for both is the date of the event as a whole.
    """
    if start and end:
        if start == end:
            return date_extent(start)
        known = between(start, end)
        days = [*known.sure, *moment_extent(start).sure, *moment_extent(end).sure]
        return Extent(known.possible, merged(days))
    return moment_extent(start or end) if start or end else None


def term_extent(start: str, end: str) -> Extent | None:
    """The days of a post, or of a place under a superior, held from one date to another; ``None`` without either.

    Unlike an event, a term whose end is not stated may go on for ever, and one without a beginning may be of old.
    """
    return between(start, end) if start or end else None


def between(start: str, end: str) -> Extent:
    """From some day of one date to some day of another, either of which may be open, which is empty here."""
    first = parse(start) if start else Span(None, None)
    last = parse(end) if end else Span(None, None)
    sure = ()
    if not is_marked(start) and not is_marked(end) and first.latest is not None and last.earliest is not None:
        sure = (Span(first.latest, last.earliest),) if first.latest <= last.earliest else ()
    return Extent((Span(first.earliest, last.latest),), sure)


def set_part(text: str) -> Extent:
    low, dots, high = text.partition("..")
    return between(low, high) if dots else single_extent(text)


def single_extent(text: str) -> Extent:
    return Extent(stretches(text), exact_days(text))


def is_marked(text: str) -> bool:
    """Whether any part of a date is approximate or uncertain."""
    return any(mark in text for mark in "?~%")


def exact_days(text: str) -> tuple[Span, ...]:
    """The one day that a single date names, if it does so without reserve."""
    span = parse_date(text)
    return (span,) if span.earliest == span.latest and not is_marked(text) else ()


def stretches(text: str) -> tuple[Span, ...]:
    """The days that fit a single date, with the gaps that unspecified digits leave: 1938-XX-06 is twelve days."""
    span, match = parse_date(text), DATE.fullmatch(text)
    first_year, last_year = year_bounds(text, match["year"])
    month, day = match["month"], match["day"]
    if "X" not in text or month is None or last_year - first_year >= MAX_YEARS:
        return (span,)
    years = range(first_year, last_year + 1)
    if month.isdigit() and int(month) in SEASONS:
        return merged([parse_date(f"{text[0] if year < 0 else ''}{abs(year):04}-{month}") for year in years])
    months = [number for number in range(1, 13) if fits(number, month)]
    days = [number for number in range(1, 32) if fits(number, day)] if day else []
    found = []
    for year, number in product(years, months):
        last = days_in_month(year, number)
        if day:
            fitting = [day_number(year, number, each) for each in days if each <= last]
            found += [Span(each, each) for each in fitting]
        else:
            found.append(Span(day_number(year, number, 1), day_number(year, number, last)))
    return merged(found)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.earliest is not None, each.earliest or 0)):
        before = found[-1] if found else None
        if before and (before.latest is None or span.earliest is None or span.earliest <= before.latest + 1):
            latest = None if None in (before.latest, span.latest) else max(before.latest, span.latest)
            found[-1] = Span(before.earliest, latest)
        else:
            found.append(span)
    return tuple(found)
