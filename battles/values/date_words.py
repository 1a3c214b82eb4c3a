"""EDTF dates in words, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from battles.values.edtf import DATE, MONTH_NAMES

SEASON_NAMES = {
    "21": pgettext_lazy("season", "spring"),
    "22": pgettext_lazy("season", "summer"),
    "23": pgettext_lazy("season", "autumn"),
    "24": pgettext_lazy("season", "winter"),
}
MARKED = {
    "~": pgettext_lazy("date", "about %(date)s"),
    "?": pgettext_lazy("date", "perhaps %(date)s"),
    "%": pgettext_lazy("date", "perhaps about %(date)s"),
}


def date_in_words(text):
    """``1938-07-26`` as “26 July 1938”, ``1938-07~`` as “about July 1938”; the text itself if no words fit."""
    if text[:1] in ("[", "{"):
        joint = pgettext("dates", " or ") if text[0] == "[" else pgettext("dates", " and ")
        return joint.join(part_of_set(part.strip(), text[0]) for part in text[1:-1].split(","))
    if "/" in text:
        start, _slash, end = text.partition("/")
        if start in ("", ".."):
            return pgettext("date", "until %(date)s") % {"date": day_in_words(end)}
        if end in ("", ".."):
            return pgettext("date", "from %(date)s") % {"date": day_in_words(start)}
        return period_in_words(day_in_words(start), day_in_words(end))
    return day_in_words(text)


def period_in_words(start, end):
    """A period in words; its beginning and its end are in words already."""
    return pgettext("dates", "%(start)s – %(end)s") % {"start": start, "end": end}


def part_of_set(part, opening):
    start, dots, end = part.partition("..")
    if not dots:
        return day_in_words(part)
    if not start:
        return pgettext("date", "by %(date)s") % {"date": day_in_words(end)}
    if not end:
        # One date of the set, whichever it is, is no earlier than its beginning.
        return pgettext("one of a set of dates", "from %(date)s") % {"date": day_in_words(start)}
    days = {"start": day_in_words(start), "end": day_in_words(end)}
    if opening == "[":
        return pgettext("dates", "between %(start)s and %(end)s") % days
    return pgettext("dates", "%(start)s to %(end)s") % days


def day_in_words(text):
    match = DATE.fullmatch(text)
    if not match or "X" in text:
        return text
    year, month, day = int(match["year"].removeprefix("Y")), match["month"], match["day"]
    values = {
        "year": _("%(year)d BC") % {"year": 1 - year} if year <= 0 else str(year),
        "month": MONTH_NAMES[int(month) - 1] if month and month not in SEASON_NAMES else "",
        "season": SEASON_NAMES.get(month, ""),
        "day": int(day or 0),
    }
    if day:
        words = pgettext("date", "%(day)d %(month)s %(year)s") % values
    elif values["month"]:
        words = pgettext("date", "%(month)s %(year)s") % values
    elif values["season"]:
        words = pgettext("date", "%(season)s %(year)s") % values
    else:
        words = pgettext("date", "%(year)s") % values
    return MARKED[match["mark"]] % {"date": words} if match["mark"] else words
