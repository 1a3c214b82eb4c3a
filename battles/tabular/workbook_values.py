"""Numbers, percentages and dates of cells as text, as precise as the cell shows them.

Number formats: ECMA-376, part 1, 18.8.30 and 18.8.31; serial days: 18.17.4.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NOT_SHOWN = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
ISO_LENGTH = {"day": 10, "month": 7, "year": 4}
NO_DATE = {
    "time": gettext_noop("The cell holds a time of day. Write it as text, such as 1938-07-26."),
    "no year": gettext_noop("The cell shows a date without its year. Write it as text, such as 1938-07-26."),
    "unclear": gettext_noop(
        "The cell has a date format that differs from country to country. Write it as text, such as 1938-07-26."
    ),
}
# Built-in formats of East Asia, which a workbook need not define, by number. Those in UNCLEAR show a day, a month or a
# time depending on the country.
EAST_ASIAN = {30: "day", 31: "day", 32: "time", 33: "time"}
UNCLEAR = {27, 28, 29, 34, 35, 36, *range(50, 59)}
LAST_DAY = 2_958_465


class CellRefused(ValueError):
    """A value of a cell that is not read, with a sentence that says why."""


def number_text(number: int | float) -> str:
    """A number without exponent and trailing zeros, with the 15 digits that a spreadsheet keeps: 0.1 + 0.2 is 0.3.

    CellRefused for infinity and NaN.
    """
    return str(number) if isinstance(number, int) else without_zeros(as_kept(number))


def percent_text(number: int | float) -> str:
    """The number of percent without the sign: 0.25 is 25. CellRefused for infinity and NaN."""
    return without_zeros(as_kept(number).scaleb(2))


def as_kept(number: int | float) -> Decimal:
    if not isfinite(number):
        raise CellRefused(_("The cell holds a number that is too large. Correct it."))
    return Decimal(f"{number:.15g}")


def without_zeros(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@lru_cache(maxsize=1_000)
def number_kind(number: int, code: str) -> str | None:
    """The kind of value that a number format shows; ``None`` for other numbers.

    It is the precision of a date (a day, month or year), "no year", "time", "unclear" or "percent".

    ``number`` is that of a built-in format; ``code`` is "General" for those of East Asia.
    """
    if code == "General":
        return "unclear" if number in UNCLEAR else EAST_ASIAN.get(number)
    shown = NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if "general" in shown or "@" in shown or (re.search("[0#?]", shown) and not re.search("[ydhs]", shown)):
        return "percent" if "%" in shown else None
    has_time = "h" in shown or "s" in shown
    if "d" in shown or ("m" in shown and not has_time):
        # e and g are the years of East Asian eras.
        if not any(letter in shown for letter in "yeg"):
            return "no year"
        return "day" if "d" in shown else "month"
    if "y" in shown or "e" in shown:
        return "year"
    return "time" if has_time else None


def serial_text(serial: int | float, precision: str, from_1904: bool) -> str:
    """The ISO text of a serial day. Raises CellRefused."""
    if precision in NO_DATE:
        raise CellRefused(_(NO_DATE[precision]))
    if serial < 0:
        sentence = _("The cell holds a date before %d, the first year of this workbook. Write it as text: 1861-07-21.")
        raise CellRefused(sentence % (1904 if from_1904 else 1900))
    # Day 60 of the older calendar is 29 February 1900, which did not exist.
    if not (0 if from_1904 else 1) <= serial < LAST_DAY or (not from_1904 and int(serial) == 60):
        raise CellRefused(_("The cell shows a date that is none. Write it as text, such as 1938-07-26."))
    origin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    return date_text(origin + timedelta(seconds=round(serial * 86_400)), precision)


def date_text(moment: date | time | timedelta, precision: str = "day") -> str:
    """The ISO text of a date, which may be a datetime at midnight. Raises CellRefused."""
    if not isinstance(moment, date) or (isinstance(moment, datetime) and moment.time() != time.min):
        raise CellRefused(_(NO_DATE["time"]))
    return moment.isoformat()[: ISO_LENGTH[precision]]
