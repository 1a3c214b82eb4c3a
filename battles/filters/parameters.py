"""Reading the parameters of a URL: each gives a value, or BadRequest with a sentence."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from battles.filters.facets import shortened, wrong_value
from battles.values.edtf import DATE, parse

MAX_PER_PAGE = 500
# Digits that a number has at most.
MAX_DIGITS = 9


def read_number(given, name, *, default, largest=10**MAX_DIGITS - 1):
    """The value of the parameter. Raises BadRequest unless it is a whole number from 1 to ``largest``."""
    text = given.get(name, "").strip()
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS and 1 <= int(text) <= largest:
        return int(text)
    raise BadRequest(
        _("“%(value)s” is not valid for %(name)s: give a whole number from 1 to %(largest)d.")
        % {"value": shortened(text), "name": name, "largest": largest}
    )


def read_choice(given, name, choices, *, default=""):
    """The value of the parameter. Raises BadRequest unless it is one of the choices."""
    text = given.get(name, "").strip()
    if not text:
        return default
    if text in choices:
        return text
    raise wrong_value(name, text, choices)


def read_day(text):
    """The number of the day that an EDTF date names. Raises ValueError with a sentence if it names no single day."""
    # A text of more than forty characters is no day.
    match = DATE.fullmatch(shortened(text))
    if not match or not match["day"] or "X" in text or match["mark"]:
        raise ValueError(
            _("“%s” is no day: give year, month and day, as in 1938-09-06, or -0043-03-15 for 44 BC.") % shortened(text)
        )
    return parse(text).earliest


def asked_day(text):
    """The number of the day that a reader typed. Raises BadRequest if it is none."""
    try:
        return read_day(text)
    except ValueError as error:
        raise BadRequest(str(error)) from error


def read_page(given, rows, per_page, *, or_last=False):
    """The page that the parameter ``page`` names. If there is none: the last one if ``or_last``, else BadRequest."""
    paginator = Paginator(rows, per_page)
    number = read_number(given, "page", default=1)
    if number > paginator.num_pages and not or_last:
        raise no_page(number, paginator.num_pages)
    return paginator.get_page(number)


def no_page(number, last):
    """The error that the list has no page of this number."""
    return BadRequest(_("There is no page %(number)d: the last one is %(last)d.") % {"number": number, "last": last})
