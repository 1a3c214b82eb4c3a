"""What is wrong with a file that should be a table: where it stands, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MAX_SHOWN = 60


class TableError(ValueError):
    """A file that cannot be read, or a table that cannot be written.

    ``line`` is the line of the file, and ``column`` the cell in it; both
    counted from 1, and ``None`` where they are not known. ``what`` is the sentence without them.
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
    """One row that is wrong. The rows after it can be read: call ``next`` on the same iterator again."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding in which a whole file can be read, and how its first text beyond ASCII would then begin."""

    encoding: str
    label: str
    sample: str


class EncodingUnknown(TableError):
    """A file whose encoding only a person can tell, from the samples of ``candidates``."""

    def __init__(self, candidates: list[Candidate], line: int):
        self.candidates = candidates
        sample = _("%(encoding)s (%(label)s): “%(sample)s”")
        samples = [
            sample % {"encoding": choice.encoding, "label": choice.label, "sample": choice.sample}
            for choice in candidates
        ]
        sentence = _(
            "This is not UTF-8, and its bytes do not tell which other encoding it is. "
            "Choose the one that reads right, or save the file as UTF-8. %(samples)s."
        )
        super().__init__(sentence % {"samples": pgettext("list of samples", "; ").join(samples)}, line)


def shown(text: str) -> str:
    """A text that was found in a file, quoted and short enough for a sentence."""
    return _("“%s”") % text if len(text) <= MAX_SHOWN else _("“%s…”") % text[:MAX_SHOWN]


def listed(texts: Iterable[str]) -> str:
    return pgettext("list", ", ").join(texts)
