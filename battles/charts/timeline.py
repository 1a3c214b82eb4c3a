"""Dates drawn on an axis of days: the places of bars and signs, in percent of its width."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from battles.values.date_extents import Extent, is_marked
from battles.values.edtf import MONTH_NAMES, Span, civil_date, day_number, day_text

MAX_TICKS = 8
# A label further to the right, in percent, would be cut off.
LAST_LABEL = 90
# The sign for a beginning or an end that is not stated.
NOT_STATED = "…"
DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6)
YEAR_STEPS = (1, 2, 5)
DAYS_IN_MONTH = 30.44
DAYS_IN_YEAR = 365.2425


@dataclass(frozen=True)
class Bar:
    """A stretch of days as a bar: its left edge and its width in percent, and whether its days are sure."""

    x: str
    width: str
    is_sure: bool


@dataclass(frozen=True)
class Drawing:
    """The bars of one extent, whether it goes on beyond the axis, and the signs before and after the bars."""

    bars: list
    goes_on_before: bool
    goes_on_after: bool
    x: str
    sign_before: str
    end_x: str
    sign_after: str


@dataclass(frozen=True)
class Tick:
    """A day that has a label on the axis."""

    x: str
    label: str
    day: str


class Axis:
    """An axis of days from the first to the last, with room for signs at both ends."""

    def __init__(self, first: int, last: int):
        length = last - first
        self.first, self.last = first - length // 24 - 1, last + length // 12 + 1

    @classmethod
    def around(cls, extents):
        """An axis that has room for all the extents; ``None`` if they have no day."""
        days = [
            day
            for extent in extents
            for stretch in extent.possible
            for day in (stretch.earliest, stretch.latest)
            if day is not None
        ]
        return cls(min(days), max(days)) if days else None

    def percent(self, day: int) -> float:
        """The place of the beginning of the day; days beyond the axis are at its ends."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return 100 * min(1, max(0, share))

    def draw(self, extent: Extent, sign_before: str = "", sign_after: str = "") -> Drawing:
        bars = [self.bar(stretch, is_sure=False) for stretch in extent.possible]
        bars += [self.bar(stretch, is_sure=True) for stretch in extent.sure]
        first, last = extent.possible[0], extent.possible[-1]
        left, right = self.edges(Span(first.earliest, last.latest))
        return Drawing(
            bars,
            goes_on_before=first.earliest is None or first.earliest < self.first,
            goes_on_after=last.latest is None or last.latest > self.last,
            x=f"{left:.2f}%",
            sign_before=sign_before,
            end_x=f"{right:.2f}%",
            sign_after=sign_after,
        )

    def edges(self, stretch: Span) -> tuple[float, float]:
        left = 0 if stretch.earliest is None else self.percent(stretch.earliest)
        right = 100 if stretch.latest is None else self.percent(stretch.latest + 1)
        return left, right

    def bar(self, stretch: Span, *, is_sure: bool) -> Bar:
        left, right = self.edges(stretch)
        return Bar(f"{left:.2f}%", f"{right - left:.2f}%", is_sure)

    def ticks(self) -> list[Tick]:
        """Up to MAX_TICKS days that begin a round number of days, months or years."""
        length = self.last + 1 - self.first
        if length <= MAX_TICKS * DAY_STEPS[-1]:
            step = next(step for step in DAY_STEPS if length <= step * MAX_TICKS)
            days = range(self.first + 1, self.last + 1, step)
        elif length <= MAX_TICKS * DAYS_IN_MONTH * MONTH_STEPS[-1]:
            days = self.month_beginnings(
                next(step for step in MONTH_STEPS if length <= step * MAX_TICKS * DAYS_IN_MONTH)
            )
        else:
            days = self.month_beginnings(12 * round_years(length / DAYS_IN_YEAR / MAX_TICKS))
        places = [(self.percent(day), day) for day in days]
        return [
            Tick(f"{place:.2f}%", tick_label(day, length), day_text(day))
            for place, day in places
            if place <= LAST_LABEL
        ]

    def month_beginnings(self, step):
        """The first days of every so many months, which are counted from January of the year 0."""
        (year, month, _day), (last_year, last_month, _day) = civil_date(self.first), civil_date(self.last)
        first = -(-(12 * year + month) // step) * step
        return [day_number(count // 12, count % 12 + 1, 1) for count in range(first, 12 * last_year + last_month, step)]


def round_years(least: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 ... years that is not below ``least``."""
    power = 1
    while True:
        for step in YEAR_STEPS:
            if step * power >= least:
                return step * power
        power *= 10


def tick_label(day: int, length: int) -> str:
    """The label of a day on an axis of that many days: ``6 Sep``, ``Sep 1938``, ``1938``, ``44 BC``."""
    year, month, number = civil_date(day)
    month_name = MONTH_NAMES[month - 1][:3]
    if length <= MAX_TICKS * DAY_STEPS[-1]:
        return pgettext("date", "%(day)d %(month)s") % {"day": number, "month": month_name}
    year_name = str(year) if year > 0 else _("%(year)d BC") % {"year": 1 - year}
    if length <= MAX_TICKS * DAYS_IN_MONTH * MONTH_STEPS[-1]:
        return pgettext("date", "%(month)s %(year)s") % {"month": month_name, "year": year_name}
    return pgettext("date", "%(year)s") % {"year": year_name}


def doubt(*dates: str) -> str:
    """The sign after a bar: ``~`` if a date is approximate, ``?`` if one is uncertain, or both; else empty."""
    text = "".join(dates)
    if not is_marked(text):
        return ""
    return "~?" if "%" in text or ("~" in text and "?" in text) else "~" if "~" in text else "?"
