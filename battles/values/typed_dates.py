"""Sentences about cells that are no EDTF date: what is wrong with them, and the date that they mean."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from battles.values.numerals import read_dates
from battles.values.texts import LONGEST_QUOTE, NOT_SEEN, quotable

EXAMPLES = "1938, 1938-07, 1938-07-26, 1938-07~, 1938-08/1938-10, [1938-07-11..1938-07-20]"

ORDER = gettext_noop("“%(text)s” is not a date: write year, month and day in this order, with hyphens: %(dates)s.")
SLASH = gettext_noop("“%(text)s” is not a date: a slash joins the two ends of a period. Write %(dates)s.")
DASH = gettext_noop("“%(text)s” is not a date: a slash joins the two ends of a period, not a dash. Write %(dates)s.")
MARK = gettext_noop("“%(text)s” is not a date: parts are joined by hyphens. Write %(dates)s.")
ZEROS = gettext_noop("“%(text)s” is not a date: month and day have two digits. Write %(dates)s.")
DIGITS = gettext_noop("“%(text)s” is not a date: write it in plain digits and hyphens: %(dates)s.")
WORDS = gettext_noop("“%(text)s” is not a date in digits. Write %(dates)s.")
SERIAL = gettext_noop("“%(text)s” is not a date, but the serial number of one in a spreadsheet. Write %(dates)s.")

YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})(?:\2(\d{1,2}))?\.?")
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
DASH_SIGN = re.compile("[‐‒–—―−]")
DASHES = r"\s*[‒–—―−~]\s*|\s+-\s+|\s+to\s+|\s*至\s*"
JOINED = re.compile(rf"(.+?)(?:{DASHES})(.+)")
SHORT_YEAR = re.compile(r"(?:\d{1,2}[-/. ]+){2}'?\d{2}|(?:\d{1,2}[-/. ]+)?[a-z]{3,9}[-/., ]+'?\d{2}", re.IGNORECASE)
YEARS = re.compile(r"(\d{4})-(\d{4})")
ABOUT = re.compile(r"(?:c\.?|ca\.?|circa|about|around|approx\.?|約|约)\s*(.+)", re.IGNORECASE)
DECADE = re.compile(r"(\d{3})0'?s")
SERIAL_DAY = re.compile(r"[1-9]\d{3,4}")
# Day 0 of spreadsheets, for days from 1 March 1900 on (ECMA-376, part 1, 18.17.4.1).
SERIAL_ORIGIN = date(1899, 12, 30)
# Years are taken for serial numbers from here on.
LATEST_YEAR = 2100


def not_a_date(text: str, is_date: Callable[[str], bool]) -> str:
    """The sentence about a text that is no date. What it suggests is a date: ``is_date`` tells."""
    readable = text if len(text) <= LONGEST_QUOTE else ""
    serial = [(SERIAL, [serial_day(readable)])] if SERIAL_DAY.fullmatch(readable) else []
    for fault, meant in (*serial, *readings(readable, is_date)):
        dates = [one for one in meant if is_date(one)]
        if dates:
            dates = pgettext("list", " or ").join(dates)
            return _(fault) % {"text": quotable(text), "dates": dates}
    if SHORT_YEAR.fullmatch(readable.strip()):
        return _("“%(text)s” is not a date: a year has four digits, as in 1938-07-26.") % {"text": quotable(text)}
    sentence = _("“%(text)s” is not a date: write it as %(examples)s.")
    return sentence % {"text": quotable(text), "examples": EXAMPLES}


def readings(text: str, is_date: Callable[[str], bool]) -> Iterator[tuple[str, list[str]]]:
    """Pairs of a fault and the dates that the text may mean, the likely ones first."""
    plain = NOT_SEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    yield DIGITS, [DASH_SIGN.sub("-", plain)]
    if match := YEAR_LAST.fullmatch(plain):
        one, other, year = match.groups()
        months_first = [f"{year}-{one:0>2}-{other:0>2}", f"{year}-{other:0>2}-{one:0>2}"]
        yield ORDER, list(dict.fromkeys(months_first))
    if match := MONTH_YEAR.fullmatch(plain):
        yield ORDER, [f"{match[2]}-{match[1]:0>2}"]
    if match := YEAR_FIRST.fullmatch(plain):
        year, mark, month, day = match.groups()
        fault = {"/": SLASH, "-": ZEROS}.get(mark, MARK)
        yield fault, [f"{year}-{month:0>2}-{day:0>2}" if day else f"{year}-{month:0>2}"]
    if match := YEARS.fullmatch(plain):
        yield DASH, [f"{match[1]}/{match[2]}"]
    if match := JOINED.fullmatch(plain):
        yield DASH, ["/".join(meant_by(part, is_date) for part in match.groups())]
    if match := ABOUT.fullmatch(plain):
        yield WORDS, [f"{meant_by(match[1], is_date)}~"]
    if match := DECADE.fullmatch(plain):
        yield WORDS, [f"{match[1]}X"]
    yield WORDS, [in_digits(plain)]


def meant_by(part: str, is_date: Callable[[str], bool]) -> str:
    """The date that a part of the text means, or else the part."""
    return next((one for _fault, meant in readings(part, is_date) for one in meant if is_date(one)), part)


def in_digits(text: str) -> str:
    """The date that the text states in words: 26 July 1938, 1938年7月. Empty if it states none or several."""
    dates = read_dates(text)
    if len(dates) == 2 and dates[1].joined:
        first, last = dates
        ends = [edtf_of(replace(first, year=first.year or last.year)), edtf_of(last)]
        return "/".join(ends) if all(ends) else ""
    return edtf_of(dates[0]) if len(dates) == 1 else ""


def edtf_of(stated) -> str:
    if stated.year is None or stated.part:
        return ""
    parts = (f"{stated.year:04}", *(f"{part:02}" for part in (stated.month, stated.day) if part is not None))
    return "-".join(parts)


def serial_day(text: str) -> str:
    return (SERIAL_ORIGIN + timedelta(days=int(text))).isoformat()


def meant_by_year(text: str) -> str:
    """The date whose serial number in a spreadsheet stands there as a year: 1916-07-01 for 6027. Empty for others."""
    return serial_day(text) if SERIAL_DAY.fullmatch(text) and int(text) > LATEST_YEAR else ""
