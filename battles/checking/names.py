"""Rules for names: the wording has the name, and the number of the unit, of the row."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from battles.checking.documents import without_space
from battles.checking.findings import Finding, error
from battles.values.numerals import read_ordinals

LISTED_NAME = re.compile(r"(第?[\d〇零一二三四五六七八九十百]+)(\D+)")


def check_name(name) -> Iterator[Finding]:
    """The wording has the name, perhaps in a list: 第2軍 in 第2、第11軍."""
    text, wording = without_space(name.text), without_space(name.wording)
    if not wording or text in wording:
        return
    listed = LISTED_NAME.fullmatch(text)
    if listed:
        first, last = map(re.escape, listed.groups())
        if re.search(rf"{first}(?:(?:[、,，和及與与或]|以及)第?[\d〇零一二三四五六七八九十百]+)+{last}", wording):
            return
    sentence = _("The wording “%(wording)s” does not have the name “%(name)s”.")
    yield error("name", name, sentence % {"wording": name.wording, "name": name.text})


def check_unit(row) -> Iterator[Finding]:
    """If the wording has numbers of units, the wording or the note has the number of the row's unit."""
    unit = getattr(row, "unit", None)
    stated = read_ordinals(row.wording) if unit else set()
    numbers = read_ordinals(unit.name) if stated else set()
    if numbers and not numbers & (stated | read_ordinals(row.note)):
        sentence = _("The wording “%(wording)s” names other units than %(unit)s. Correct it, or name it in the note.")
        yield error("unit", row, sentence % {"wording": row.wording, "unit": unit.name})
