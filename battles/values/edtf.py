"""Dates in EDTF, the Library of Congress Extended Date/Time Format: levels 0 and 1, and sets.

Source of the rules: https://www.loc.gov/standards/datetime/ (2019), and ISO 8601-2:2019, 4 and 6.
Years are astronomical, as EDTF has them: 0000 is 1 BC, -0001 is 2 BC. Days are counted in the
proleptic Gregorian calendar, day 1 being 0001-01-01 as in ``datetime.date.toordinal``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from battles.values.texts import quotable
from battles.values.typed_dates import not_a_date

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
MONTH_NAMES = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)
# Sort keys are 64-bit integers: a year of twelve digits has some 4 * 10**14 days.
MAX_YEAR_DIGITS = 12

DATE = re.compile(
    r"(?P<year>Y-?[0-9]{5,}|-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|-?[0-9]XXX|-?XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX|[01]X)(?:-(?P<day>[0-9]{2}|XX|[0-3]X))?)?"
    r"(?P<mark>[?~%])?"
)


class NotADate(ValueError):
    """A text that does not have the form of a date."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date may mean: day numbers, both included; ``None`` for an open or unknown bound."""

    earliest: int | None
    latest: int | None

    @property
    def sort_day(self) -> int:
        """The earliest day; the latest day if the beginning is open or unknown."""
        return self.latest if self.earliest is None else self.earliest

    @property
    def last_day(self) -> int:
        """The latest day; the earliest day if the end is open or unknown."""
        return self.earliest if self.latest is None else self.latest


def day_number(year: int, month: int, day: int) -> int:
    """The day's number in the proleptic Gregorian calendar, for any year, 0001-01-01 being 1.

    Counts from the first of March, so that the leap day is the last of its year
    (E. G. Richards, "Calendars", in the Explanatory Supplement to the Astronomical Almanac, 2013, 15.11).
    """
    shifted_year = year - (month < 3)
    months = (month + 9) % 12
    days = 365 * shifted_year + shifted_year // 4 - shifted_year // 100 + shifted_year // 400
    return days + (153 * months + 2) // 5 + day - 306


def civil_date(number: int) -> tuple[int, int, int]:
    """The year, month and day of a day number, for any year: the inverse of ``day_number``."""
    days = number + 305
    era, day_of_era = divmod(days, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    months = (5 * day_of_year + 2) // 153
    month = months + 3 if months < 10 else months - 9
    return 400 * era + year_of_era + (month < 3), month, day_of_year - (153 * months + 2) // 5 + 1


def day_text(number: int) -> str:
    """The EDTF date of a day number: ``1938-09-06``, ``-0043-03-15``, ``Y12000-01-01``."""
    year, month, day = civil_date(number)
    if abs(year) > 9999:
        return f"Y{year}-{month:02}-{day:02}"
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def only_year(text: str) -> int | None:
    """The year of our era in which all days lie that the EDTF date may mean; None if they lie in several."""
    span = parse(text)
    if span.earliest is None or span.latest is None:
        return None
    first, last = (civil_date(day)[0] for day in (span.earliest, span.latest))
    return first if first == last and 1 <= first <= 9999 else None


@lru_cache(maxsize=16_384)
def parse(text: str) -> Span:
    """The span of days of an EDTF date.

    Raises ValueError with a sentence for the editor if the text is not an EDTF date.
    """
    try:
        return span_of(text)
    except NotADate:
        raise ValueError(not_a_date(text, is_date)) from None
    except ValueError as error:
        sentence = str(error)
        if text in sentence:
            raise
        raise ValueError(_("“%(text)s”: %(what)s") % {"text": quotable(text), "what": sentence}) from None


def is_date(text: str) -> bool:
    try:
        span_of(text)
    except ValueError:
        return False
    return True


def span_of(text: str) -> Span:
    if not text.isascii() or text != text.strip():
        raise NotADate
    if text[:1] in ("[", "{"):
        return parse_set(text)
    if "/" in text:
        return parse_interval(text)
    return parse_date(text)


def parse_interval(text: str) -> Span:
    start, end = ("" if bound == ".." else bound for bound in text.split("/", 1))
    if not (start or end):
        raise ValueError(_("“%(text)s” has neither a beginning nor an end: give at least one.") % {"text": text})
    return parse_bounds(start, end, text)


def parse_bounds(start: str, end: str, text: str) -> Span:
    """The span from one date to another; an empty text stands for an open bound."""
    first = parse_date(start) if start else None
    last = parse_date(end) if end else None
    if first and last and first.earliest > last.latest:
        raise ValueError(_("“%(text)s” ends before it begins.") % {"text": text})
    return Span(first and first.earliest, last and last.latest)


def parse_set(text: str) -> Span:
    """The span of a set: one of ``[a,b..c]`` or all of ``{a,b..c}``; the first and last range may be open."""
    closing = "]" if text[0] == "[" else "}"
    if not text.endswith(closing) or len(text) < 3:
        raise ValueError(_("“%(text)s” lacks its closing %(closing)s") % {"text": text, "closing": closing})
    spans = []
    for part in text[1:-1].split(","):
        low, dots, high = part.strip().partition("..")
        if dots and not (low or high):
            raise ValueError(_("“%(text)s” has a range with neither a beginning nor an end.") % {"text": text})
        spans.append(parse_bounds(low, high, part.strip()) if dots else parse_date(low))
    earliest, latest = [span.earliest for span in spans], [span.latest for span in spans]
    return Span(
        None if None in earliest else min(earliest),
        None if None in latest else max(latest),
    )


def parse_date(text: str) -> Span:
    match = DATE.fullmatch(text)
    if not match:
        raise NotADate
    first_year, last_year = year_bounds(text, match["year"])
    month, day = match["month"], match["day"]
    if month is None:
        return Span(day_number(first_year, 1, 1), day_number(last_year, 12, 31))
    if day is None and month.isdigit() and int(month) in SEASONS:
        first_month, last_month = SEASONS[int(month)]
        end_year, end_month = (last_year + 1, last_month - 12) if last_month > 12 else (last_year, last_month)
        return Span(
            day_number(first_year, first_month, 1),
            day_number(end_year, end_month, days_in_month(end_year, end_month)),
        )
    months = [number for number in range(1, 13) if fits(number, month)]
    if not months:
        raise ValueError(
            _("“%(text)s” has no month %(month)s: months run from 01 to 12, seasons from 21 to 24.")
            % {"text": text, "month": month}
        )
    if day is None:
        return Span(
            day_number(first_year, months[0], 1),
            day_number(last_year, months[-1], days_in_month(last_year, months[-1])),
        )
    # A leap day can be eight years away from either end (1896 to 1904).
    early = range(first_year, min(first_year + 9, last_year + 1))
    late = range(max(first_year, last_year - 8), last_year + 1)
    days = [
        day_number(year, month_number, number)
        for year in {*early, *late}
        for month_number in months
        for number in range(1, days_in_month(year, month_number) + 1)
        if fits(number, day)
    ]
    if not days:
        raise ValueError(
            _("“%(text)s” has no day %(day)s: that month is shorter, or days begin at 01.") % {"text": text, "day": day}
        )
    return Span(min(days), max(days))


def year_bounds(text: str, year: str) -> tuple[int, int]:
    if year.startswith("Y"):
        if len(year.lstrip("Y-")) > MAX_YEAR_DIGITS:
            raise ValueError(
                _("“%(text)s” has a year of more than %(digits)s digits.") % {"text": text, "digits": MAX_YEAR_DIGITS}
            )
        return int(year[1:]), int(year[1:])
    if year == "-0000":
        raise ValueError(_("“-0000” is not a year. 1 BC is 0000, 2 BC is -0001."))
    return tuple(sorted((int(year.replace("X", "0")), int(year.replace("X", "9")))))


def fits(number: int, pattern: str) -> bool:
    """Whether a month or day matches two characters, of which X stands for any digit."""
    return all(mark in ("X", digit) for mark, digit in zip(pattern, f"{number:02}", strict=True))
