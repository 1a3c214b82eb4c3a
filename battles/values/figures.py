"""Figures as sources state them: two bounds and a qualifier."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from battles.values.choices import WITHOUT_NUMBER, Qualifier

# Which bounds a qualifier has: (low, high).
BOUNDS = {
    "exact": (True, True),
    "about": (True, True),
    "over": (True, False),
    "at_least": (True, False),
    "under": (False, True),
    "at_most": (False, True),
    "range": (True, True),
    "several": (True, True),
    "unquantified": (False, False),
    "unknown": (False, False),
    "not_given": (False, False),
}
MARKS = {"over": "> ", "at_least": "≥ ", "under": "< ", "at_most": "≤ "}


def bounds_error(qualifier: str, low: Decimal | None, high: Decimal | None) -> tuple[str, str] | None:
    """The wrong bound, ``low`` or ``high``, and a sentence about it; ``None`` if the bounds fit the qualifier."""
    needs_low, needs_high = BOUNDS[qualifier]
    # The English words are the qualifier's label, so that the catalogues have them.
    words = {"qualifier": _(qualifier.replace("_", " "))}
    if needs_low and low is None:
        return "low", _("“%(qualifier)s” needs a low bound.") % words
    if not needs_low and low is not None:
        return "low", _("“%(qualifier)s” has no low bound: leave it empty, or choose another qualifier.") % words
    if needs_high and high is None:
        return "high", _("“%(qualifier)s” needs a high bound.") % words
    if not needs_high and high is not None:
        return "high", _("“%(qualifier)s” has no high bound: leave it empty, or choose another qualifier.") % words
    if not (needs_low and needs_high):
        return None
    if low > high:
        return "high", _("The high bound is below the low bound.")
    if qualifier in ("exact", "about") and low != high:
        return "high", _("“%(qualifier)s” has the same number in both bounds; two numbers are a range.") % words
    if qualifier == "range" and low == high:
        return "high", _("A range has a high bound above its low bound; one number is exact or about.")
    return None


def best_errors(
    qualifier: str, low: Decimal | None, high: Decimal | None, best: Decimal | None
) -> Iterator[tuple[str, str]]:
    """``best`` and a sentence, for each thing that is wrong with a source's best estimate beside its bounds."""
    if best is None:
        return
    if qualifier in WITHOUT_NUMBER:
        words = {"qualifier": _(qualifier.replace("_", " "))}
        sentence = _("“%(qualifier)s” has no best estimate: leave it empty, or choose another qualifier.")
        yield "best", sentence % words
    if low is not None and best < low:
        yield "best", _("The best estimate is below the low bound.")
    if high is not None and best > high:
        yield "best", _("The best estimate is above the high bound.")


def plain(number: Decimal | None) -> str:
    """A number as in a CSV cell, without thousands separators or trailing zeros: 5.5, 254628."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """A number with thousands separators: 254,628."""
    whole, point, fraction = plain(number).partition(".")
    return f"{int(whole):,}{point}{fraction}"


def describe(qualifier: str, low: Decimal | None, high: Decimal | None, best: Decimal | None = None) -> str:
    """A figure for readers, always with its qualifier: ``c. 100``, ``≥ 40``, ``5–9``, ``several (20–90)``.

    The source's best estimate follows: ``5–9, best 6``.
    """
    if best is not None:
        values = {"figure": describe(qualifier, low, high), "best": describe_best(best)}
        return _("%(figure)s, %(best)s") % values
    if qualifier in WITHOUT_NUMBER:
        return str(Qualifier(qualifier).label)
    if qualifier == "range":
        return f"{grouped(low)}–{grouped(high)}"
    if qualifier == "several":
        return _("several (%(low)s–%(high)s)") % {"low": grouped(low), "high": grouped(high)}
    if qualifier == "about":
        return _("c. %(number)s") % {"number": grouped(low)}
    return MARKS.get(qualifier, "") + grouped(high if low is None else low)


def describe_best(best: Decimal) -> str:
    """A source's best estimate for readers: ``best 6``."""
    return _("best %s") % grouped(best)


# The order of figures that name the same number: an open bound reaches beyond the number.
REACH = {"under": -2, "at_most": -1, "at_least": 1, "over": 2}


def lowest(figures) -> str:
    """The lowest number of the figures, for readers, with its qualifier: ``< 50``, ``c. 100``, ``20``.

    ``figures`` are triples of qualifier, low and high: one or more, each with a number.
    """
    qualifier, low, high = min(
        figures,
        key=lambda figure: (
            figure[2] if figure[1] is None else figure[1],
            REACH.get(figure[0], 0),
            figure[0] != "exact",
        ),
    )
    return grouped(low) if qualifier == "range" else describe(qualifier, low, high)


def highest(figures) -> str:
    """The highest number of the figures (see lowest)."""
    qualifier, low, high = max(
        figures,
        key=lambda figure: (
            figure[1] if figure[2] is None else figure[2],
            REACH.get(figure[0], 0),
            figure[0] == "exact",
        ),
    )
    return grouped(high) if qualifier == "range" else describe(qualifier, low, high)
