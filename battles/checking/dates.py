"""Rules for date claims: against their wording, the working dates of the event, and each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from battles.checking.findings import Finding, error, explains, has_numbers, warning
from battles.models import Boundary, DateClaim
from battles.values import edtf
from battles.values.numerals import StatedDate, read_dates

# Days meant by 初, 上旬 … after a month; below, months meant after a year.
PARTS_OF_MONTH = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31)} | dict.fromkeys(
    "末底", (31, 31)
)
PARTS_OF_YEAR = {"初": 1, "末": 12, "底": 12}
DAYS_OUTSIDE = 31


def check_date(claim) -> Iterator[Finding]:
    """The row has the date of its wording; parts that the wording omits fit the working dates of the event."""
    dates_read = read_dates(claim.wording)
    written = [claim.wording[date.start : date.end] for date in dates_read]
    dates = [EDTFDate.of(match) for match in edtf.DATE.finditer(claim.date)]
    values = {"wording": claim.wording, "date": claim.date, "read": ", ".join(written), "event": claim.event}
    if claim.wording and not dates_read and not explains(claim.note, [], [claim.date]):
        sentence = _("No date can be read in “%(wording)s”. Say in the note: “this is read as %(date)s”.")
        yield error("date", claim, sentence % values)
    expected = dates_meant(claim, dates_read, len(dates))
    if dates_read and not all(
        any(date.agrees(other) for other in others) for date, others in zip(dates, expected, strict=True)
    ):
        if not explains(claim.note, written, [claim.date]):
            sentence = _(
                "“%(wording)s” has %(read)s, but the row has %(date)s. Correct it, or say why in the note: "
                "“%(read)s is read as %(date)s”."
            )
            yield error("date", claim, sentence % values)
        return
    for left_out in {date.left_out(others) for date, others in zip(dates, expected, strict=True)} - {""}:
        if days_outside(edtf.parse(left_out), claim) and not has_numbers(claim.note, [left_out]):
            sentence = _("The wording does not give %(left_out)s, which is outside the working dates of %(event)s.")
            yield error("date", claim, sentence % (values | {"left_out": left_out}))
            return
    if days_outside(edtf.parse(claim.date), claim) > DAYS_OUTSIDE:
        sentence = _("%(date)s is more than a month away from the working dates of %(event)s.")
        yield warning("date", claim, sentence % values)


@dataclass(frozen=True, slots=True)
class EDTFDate:
    """One date of an EDTF text: ``None`` for parts that it omits or leaves open with X."""

    year: int | None
    month: int | None
    day: int | None

    @classmethod
    def of(cls, match: re.Match) -> "EDTFDate":
        parts = [match["year"].lstrip("Y"), match["month"] or "", match["day"] or ""]
        year, month, day = (int(part) if part.lstrip("-").isdigit() else None for part in parts)
        return cls(year, None if month in edtf.SEASONS else month, day)

    def agrees(self, stated: StatedDate) -> bool:
        """Whether the date has all that the wording states, and no month or day that the wording does not give."""
        if None not in (self.year, stated.year) and self.year != stated.year:
            return False
        if stated.month is not None and self.month != stated.month:
            return False
        if stated.day is not None:
            return self.day == stated.day
        if stated.month is None and self.month not in (None, PARTS_OF_YEAR.get(stated.part)):
            return False
        if None in (self.year, self.month, self.day):
            return True
        first, last = PARTS_OF_MONTH.get(stated.part, (None, None))
        return last is not None and self.day in (first, min(last, edtf.days_in_month(self.year, self.month)))

    def left_out(self, dates_read: Iterable[StatedDate]) -> str:
        """The year, or year and month, in EDTF, that no matching date of the wording states; otherwise empty."""
        agreeing = [other for other in dates_read if self.agrees(other)]
        if self.year is None or not agreeing or any(other.year is not None for other in agreeing):
            return ""
        year = f"{self.year:04}" if self.year >= 0 else f"-{-self.year:04}"
        return year if self.month is None or any(other.month for other in agreeing) else f"{year}-{self.month:02}"


def dates_meant(claim, dates_read: list[StatedDate], count: int) -> list[list[StatedDate]]:
    """For each date of the row, the dates of the wording that it can be: for 5月3日至4日, a start is the first only."""
    if len(dates_read) == 2 and dates_read[1].joined:
        if claim.boundary == Boundary.START and count == 1:
            return [dates_read[:1]]
        if claim.boundary == Boundary.END and count == 1:
            return [dates_read[1:]]
        if count == 2:
            return [dates_read[:1], dates_read[1:]]
    return [dates_read] * count


def working_dates(claim) -> tuple[str, str]:
    """The working start and end of the event, in EDTF; a larger event or the other date stands in for a missing one."""
    event = claim.event
    larger = [event.part_of, event.campaign] if claim.campaign is None else []
    chain = [event, *(one for one in larger if one is not None)]
    start = next((one.start for one in chain if one.start), "")
    end = next((one.end for one in chain if one.end), "")
    return start or end, end or start


def years_of(claim) -> set[int]:
    """The years from the beginning to the end of the event."""
    years = [EDTFDate.of(match).year for match in edtf.DATE.finditer(" ".join(working_dates(claim)))]
    years = [year for year in years if year is not None]
    return set(range(min(years), max(years) + 1)) if years else set()


def days_outside(span: edtf.Span, claim) -> int:
    """The days between a date and the working dates of the claim's event; 0 if they overlap, touch or are open."""
    start, end = (text and edtf.parse(text) for text in working_dates(claim))
    if not start:
        return 0
    before = start.sort_day - span.latest if span.latest is not None else 0
    after = span.earliest - max(end.last_day, start.sort_day) if span.earliest is not None else 0
    return max(before, after, 0)


def check_order(claims: Iterable[DateClaim]) -> Iterator[Finding]:
    """An end must not be before the earliest beginning from the same source."""
    claims = list(claims)
    starts = [claim for claim in claims if claim.boundary == Boundary.START]
    first = min(starts, key=lambda claim: claim.date_sort, default=None)
    for claim in claims:
        if first and claim.boundary == Boundary.END and claim.date_last < first.date_sort:
            sentence = _("The end %(end)s is before the beginning %(start)s (%(ref)s) of the same source.")
            yield error("order", claim, sentence % {"end": claim.date, "start": first.date, "ref": first.ref})
