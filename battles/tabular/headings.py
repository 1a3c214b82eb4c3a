"""The choice of the columns that are read from a table, by its headings."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from django.utils.translation import gettext as _

from battles.tabular.errors import (
    MAX_SHOWN,
    RowError,
    TableError,
    UnknownHeadings,
    listed,
    shown,
)
from battles.tabular.tables import Table
from battles.values.texts import clean_line, shows_something


def with_known_headings(
    table: Table, known: Sequence[str], required: Collection[str] = (), *, leave_out: bool = False
) -> Table:
    """The table with the columns that have one of the ``known`` headings, without case, blanks and underscores.

    The first known heading identifies a row. The ``required`` ones are needed in a table without it: the others may be
    those of rows that exist. TableError that names every unknown, repeated and missing heading; columns with unknown
    ones are left out if ``leave_out`` says so. A column without a heading may have no cells.
    """
    by_key = {key_of(heading): heading for heading in known}
    keys = [key_of(heading) for heading in table.headings]
    times = Counter(by_key[key] for key in keys if key in by_key)
    unknown = [heading for heading, key in zip(table.headings, keys, strict=True) if key and key not in by_key]
    repeated = [heading for heading, number in times.items() if number > 1]
    missing = [] if known[0] in times else [heading for heading in required if heading not in times]
    sentences = []
    if unknown and not leave_out:
        named = listed(with_nearest(heading, known) for heading in dict.fromkeys(unknown))
        sentences.append(_("Unknown headings: %s.") % named)
    if repeated:
        sentences.append(_("Headings that stand there more than once: %s.") % listed(map(shown, repeated)))
    if missing:
        sentences.append(_("Missing headings: %s.") % listed(map(shown, missing)))
    if sentences:
        raise (UnknownHeadings if unknown and not leave_out else TableError)(" ".join(sentences))
    headings = [by_key.get(key) for key in keys]
    chosen = [number for number, heading in enumerate(headings) if heading]
    without = [number for number, key in enumerate(keys) if not key]
    return replace(
        table,
        headings=[headings[number] for number in chosen],
        rows=table.rows if len(chosen) == len(keys) else ChosenColumns(table.rows, chosen, without),
        left_out=tuple(dict.fromkeys(unknown)),
    )


def key_of(heading: str) -> str:
    """The heading without case, blanks, underscores and what is not shown; equal for headings that mean the same."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return clean_line(folded).replace(" ", "").replace("_", "")


class ChosenColumns(Iterator[tuple[int, list[str]]]):
    """The rows of a table with some of its columns, given their indices; iteration goes on after a RowError.

    A cell in one of the columns ``without`` a heading is an error.
    """

    def __init__(self, rows: Iterator[tuple[int, list[str]]], chosen: list[int], without: list[int]):
        self.rows, self.chosen, self.without = rows, chosen, without

    def __next__(self) -> tuple[int, list[str]]:
        try:
            line, cells = next(self.rows)
            wrong = {}
        except RowError as error:
            if not error.wrong:
                raise
            line, cells, wrong = error.line, error.cells, error.wrong
        under_none = [number + 1 for number in self.without if number + 1 in wrong or shows_something(cells[number])]
        cells = [cells[number] for number in self.chosen]
        wrong = {place: wrong[number + 1] for place, number in enumerate(self.chosen, 1) if number + 1 in wrong}
        if under_none:
            sentence = _("Column %d has no heading. Give it one, or empty this cell.") % under_none[0]
            # Beyond the columns that have a heading.
            wrong[len(cells) + 1] = sentence
        if wrong:
            raise RowError.of_cells(line, cells, wrong)
        return line, cells


def with_nearest(heading: str, known: Collection[str]) -> str:
    word = heading[:MAX_SHOWN].casefold().replace(" ", "_")
    nearest = get_close_matches(word, known, n=1)
    if not nearest:
        return shown(heading)
    return _("%(heading)s (did you mean %(nearest)s?)") % {"heading": shown(heading), "nearest": shown(nearest[0])}
