"""Errors of a table: the line, the column, and a sentence that says what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MAX_SHOWN = 60
# The candidates that a sentence names.
MAX_SAMPLES = 8


class TableError(ValueError):
    """A file that cannot be read, or a table that cannot be written.

    ``line`` is the line of the file, and ``column`` the cell in it; both are counted from 1, and ``None`` if not known.
    ``what`` is the sentence without them.
    """

    def __init__(self, what: str, line: int | None = None, column: int | None = None):
        self.what, self.line, self.column = what, line, column
        match line, column:
            case None, None:
                sentence = what
            case None, _column:
                sentence = _("Column %(column)d: %(what)s") % {"column": column, "what": what}
            case _line, None:
                sentence = _("Line %(line)d: %(what)s") % {"line": line, "what": what}
            case _line, _column:
                sentence = _("Line %(line)d, column %(column)d: %(what)s")
                sentence %= {"line": line, "column": column, "what": what}
        super().__init__(sentence)


class RowError(TableError):
    """An error of one row. To read the rows after it, call ``next`` on the same iterator again.

    ``wrong`` has a sentence for each cell that cannot be read, by its column; then ``cells`` are the texts of the row,
    where such a cell is empty. Both are empty if the cells cannot be told apart.
    """

    def __init__(self, what: str, line: int, column: int | None = None):
        super().__init__(what, line, column)
        self.cells: list[str] = []
        self.wrong: dict[int, str] = {}

    @classmethod
    def of_cells(cls, line: int, cells: list[str], wrong: dict[int, str]) -> "RowError":
        first = min(wrong)
        error = cls(wrong[first], line, first)
        error.cells, error.wrong = cells, wrong
        return error

    def by_heading(self, headings: Sequence[str]) -> dict[str, str]:
        """The sentences by heading; that of the whole row, or of a column without a heading, has an empty one."""
        wrong = self.wrong or {0: self.what}
        return {headings[number - 1] if 0 < number <= len(headings) else "": wrong[number] for number in sorted(wrong)}


class UnknownHeadings(TableError):
    """Headings that no column of the records has. The columns can be left out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding in which the whole file can be read, and a sample of its first text beyond ASCII."""

    encoding: str
    label: str
    sample: str

    def __str__(self):
        values = {"encoding": self.encoding, "label": self.label, "sample": self.sample}
        return _("%(encoding)s (%(label)s): “%(sample)s”") % values


class EncodingUnknown(TableError):
    """A file whose encoding the user has to choose, by the samples of ``candidates``; the likely ones come first."""

    def __init__(self, candidates: list[Candidate], line: int):
        self.candidates = candidates
        samples = [*map(str, candidates[:MAX_SAMPLES]), *(["…"] if len(candidates) > MAX_SAMPLES else [])]
        sentence = _(
            "The file is not in UTF-8, and its encoding cannot be detected. "
            "Choose the encoding in which the text is right, or save the file as UTF-8. %(samples)s."
        )
        super().__init__(sentence % {"samples": pgettext("list of samples", "; ").join(samples)}, line)


def shown(text: str) -> str:
    """A text of a file, quoted, and cut if it is too long for a sentence."""
    return _("“%s”") % text if len(text) <= MAX_SHOWN else _("“%s…”") % text[:MAX_SHOWN]


def listed(texts: Iterable[str]) -> str:
    return pgettext("list", ", ").join(texts)
