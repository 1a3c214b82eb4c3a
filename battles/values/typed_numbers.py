"""Sentences about cells that are no plain number: the bounds and the qualifier that they mean."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from battles.values.figures import plain
from battles.values.numerals import Figure, read_figures
from battles.values.texts import quotable

# The bounds of a figure, beside which there is a qualifier.
BOUND_COLUMNS = ("low", "high")
# Separators of thousands that read_figures takes for the end of a number: 1 000, 1'000, 1.000.000.
SEPARATED = re.compile(r"(?<![\d.,])\d{1,3}(?:([ '’])\d{3}(?:\1\d{3})*|(?:\.\d{3}){2,})(?![\d.,])")
DOUBTED = re.compile(r"\W*(?:\?|\best(?:imate|imated)?\b)\W*$", re.IGNORECASE)
# A Latin letter or a digit beside a number makes it another one: 1e5.
BESIDE = re.compile("[a-z0-9.]", re.IGNORECASE)


def is_plain_number(text: str) -> bool:
    """Whether the text is an ASCII number without separators or an exponent."""
    return text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()


def not_a_number(text: str, column: str) -> str:
    """The sentence about a text of the column that is no plain number."""
    is_bound, figure = column in BOUND_COLUMNS, figure_in(text)
    if figure is None or not (is_bound or figure.low == figure.high):
        sentence = _("“%s” is not a number: write plain digits such as 254628 or 5.5.")
        return sentence % quotable(text)
    values = {"text": quotable(text), "number": plain(figure.low)}
    if not is_bound:
        return _("“%(text)s” is not a plain number: write %(number)s.") % values
    parts = (("low", plain(figure.low)), ("high", plain(figure.high)), ("qualifier", figure.qualifier))
    values["cells"] = ", ".join(f"{heading} {cell}" if cell else _("%s empty") % heading for heading, cell in parts)
    return _("“%(text)s” is not a plain number. It means: %(cells)s.") % values


def joined_thousands(text: str) -> str:
    """The text with the thousands of its numbers joined: 1 000 and 1.000.000 are 1000 and 1000000."""
    return SEPARATED.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def figure_in(text: str) -> Figure | None:
    """The only figure that the text states; None if it states none or several. “200?” is about 200."""
    certain = DOUBTED.sub("", text)
    joined = joined_thousands(certain)
    figures = read_figures(joined)
    if len(figures) != 1:
        return None
    (figure,) = figures
    if BESIDE.match(joined[figure.start - 1 : figure.start]) or BESIDE.match(joined, figure.end):
        return None
    return replace(figure, qualifier="about") if certain != text and figure.qualifier == "exact" else figure
