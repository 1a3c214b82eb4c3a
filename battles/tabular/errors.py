"""What is wrong with a file that should be a table: where it stands, and what to do."""

from dataclasses import dataclass

MAX_SHOWN = 60


class TableError(ValueError):
    """A file that cannot be read, or a table that cannot be written.

    ``line`` is the line of the file, and ``column`` the cell in it; both
    counted from 1, and ``None`` where they are not known. ``what`` is the sentence without them.
    """

    def __init__(self, what: str, line: int | None = None, column: int | None = None):
        self.what, self.line, self.column = what, line, column
        places = [f"line {line}"] if line else []
        places += [f"column {column}"] if column else []
        place = ", ".join(places)
        super().__init__(f"{place[0].upper()}{place[1:]}: {what}" if place else what)


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
        choices = "; ".join(f"{choice.encoding} ({choice.label}): “{choice.sample}”" for choice in candidates)
        super().__init__(
            f"This is not UTF-8, and its bytes do not tell which other encoding it is. "
            f"Choose the one that reads right, or save the file as UTF-8. {choices}.",
            line,
        )


def shown(text: str) -> str:
    """A text that was found in a file, quoted and short enough for a sentence."""
    return f"“{text}”" if len(text) <= MAX_SHOWN else f"“{text[:MAX_SHOWN]}…”"
