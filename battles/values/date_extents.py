"""The possible days and the sure days of an event or a term, from its EDTF dates.

No day of an approximate or uncertain date is sure. Its possible days are the days that it names: EDTF does not say
how far from them the true day may be.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from battles.values.edtf import DATE, SEASONS, Span, day_number, days_in_month, fits, parse, parse_date, year_bounds

SURE, POSSIBLE, UNKNOWN, OUTSIDE = "sure", "possible", "unknown", "outside"

# With more unspecified years than this, a pattern such as XXXX-09-06 covers all days from its first to its last.
MAX_YEARS = 100


@dataclass(frozen=True, slots=True)
class Extent:
    """Spans of days, sorted and disjoint; a bound is ``None`` where it is open or unknown."""

    possible: tuple[Span, ...]
    sure: tuple[Span, ...]

    def is_possible(self, day: int) -> bool:
        return any(contains(span, day) for span in self.possible)

    def is_sure(self, day: int) -> bool:
        return any(contains(span, day) for span in self.sure)


def inclusion(extent: Extent | None, day: int) -> str:
    """SURE, POSSIBLE or OUTSIDE for a day number; UNKNOWN if there is no extent."""
    if extent is None:
        return UNKNOWN
    if extent.is_sure(day):
        return SURE
    return POSSIBLE if extent.is_possible(day) else OUTSIDE


def contains(span: Span, day: int) -> bool:
    has_begun = span.earliest is None or span.earliest <= day
    return has_begun and (span.latest is None or day <= span.latest)


@lru_cache(maxsize=16_384)
def date_extent(text: str) -> Extent:
    """The days of a date: all of an interval, each date of a set ``{}``, one date of a set ``[]``.

    Raises ValueError if the text is not a date (see ``edtf.parse``).
    """
    parse(text)
    if text[0] in "[{":
        parts = [set_part(part.strip()) for part in text[1:-1].split(",")]
        is_sure = text[0] == "{" or (len(parts) == 1 and ".." not in text)
        return Extent(
            merged([span for part in parts for span in part.possible]),
            merged([span for part in parts for span in part.sure]) if is_sure else (),
        )
    if "/" in text:
        start, _slash, end = text.partition("/")
        return between(start.strip("."), end.strip("."))
    return single_extent(text)


def moment_extent(text: str) -> Extent:
    """The days of a beginning or an end: it falls on one of the days that its date names."""
    possible = date_extent(text).possible
    return Extent(possible, exact_days(text) if "/" not in text and text[0] not in "[{" else ())


@lru_cache(maxsize=16_384)
def event_extent(start: str, end: str) -> Extent | None:
    """The days of an event with these dates; ``None`` if neither is stated.

    An event without a stated end has the days of its beginning only, and the other way round, because its length is
    unknown. If both dates are the same, it is the date of the whole event.
    """
    if start and end:
        if start == end:
            return date_extent(start)
        known = between(start, end)
        days = [*known.sure, *moment_extent(start).sure, *moment_extent(end).sure]
        return Extent(known.possible, merged(days))
    return moment_extent(start or end) if start or end else None


def term_extent(start: str, end: str) -> Extent | None:
    """The days of an appointment or a subordination; ``None`` if neither date is stated.

    Unlike an event, a term without a stated beginning or end is open there.
    """
    return between(start, end) if start or end else None


def between(start: str, end: str) -> Extent:
    """The days from one date to another; an empty text stands for an open bound."""
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
    return Extent(fitting_spans(text), exact_days(text))


def is_marked(text: str) -> bool:
    """Whether a date is marked as approximate or uncertain in any part."""
    return any(mark in text for mark in "?~%")


def exact_days(text: str) -> tuple[Span, ...]:
    """The day of a single date that names one day and is not marked; otherwise empty."""
    span = parse_date(text)
    return (span,) if span.earliest == span.latest and not is_marked(text) else ()


def fitting_spans(text: str) -> tuple[Span, ...]:
    """The days that fit a single date with unspecified digits: 1938-XX-06 is twelve days."""
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
    """The spans, sorted; spans that overlap or touch are joined."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.earliest is not None, each.earliest or 0)):
        before = found[-1] if found else None
        if before and (before.latest is None or span.earliest is None or span.earliest <= before.latest + 1):
            latest = None if None in (before.latest, span.latest) else max(before.latest, span.latest)
            found[-1] = Span(before.earliest, latest)
        else:
            found.append(span)
    return tuple(found)
