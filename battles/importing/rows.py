"""The rows of a file on their way into the database, and the errors found in them."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter

MAX_ERRORS_KEPT = 10_000
MAX_LINES_NAMED = 5


@dataclass(frozen=True, slots=True)
class CellError:
    """An error in one cell; ``column`` is empty for an error of the whole row."""

    line: int
    column: str
    value: str
    message: str

    def __str__(self):
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.message}"


@dataclass(slots=True)
class Mistake:
    """An error, or a note, that one or more rows have: their number, and the first of their lines."""

    column: str
    message: str
    rows: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int):
        self.rows += 1
        if self.rows <= MAX_LINES_NAMED:
            self.lines.append(line)

    def __str__(self):
        if self.rows == 1:
            return str(CellError(self.lines[0], self.column, "", self.message))
        place = f"{self.rows:,} rows, {self.column}" if self.column else f"{self.rows:,} rows"
        lines = [*map(str, self.lines), *(["…"] if self.rows > len(self.lines) else [])]
        return f"{place}: {self.message} (lines {', '.join(lines)})"


@dataclass(slots=True)
class FileRow:
    """A row as the file has it: its cells by heading, and the values that the CellReader reads from them.

    ``wrong`` are the sentences about cells that the file's reader refused, by heading, or "" for one without.
    ``notes`` are pairs of a heading and a sentence about a cell that was read in another way than it is written.
    """

    line: int
    cells: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    notes: list[tuple[str, str]] | None = None

    def note(self, heading: str, sentence: str):
        self.notes = [*(self.notes or ()), (heading, sentence)]


@dataclass(slots=True)
class CheckedRow:
    """A row without errors, and the record that it makes or changes.

    ``before`` has the columns of the record as it is now, by attribute name; None for a new one. ``instance`` is the
    record as the row makes it; a new one has no key before it is written. ``lists`` are the keys of the records that
    each list of links is to have, by the field's name.
    """

    line: int
    identity: str
    cells: dict[str, str]
    values: dict
    before: dict | None
    instance: object
    lists: dict[str, set[int]]
    is_changed: bool
    notes: list[tuple[str, str]] | None = None

    @property
    def is_new(self):
        return self.before is None

    def linked_keys(self, link) -> set[int]:
        """The keys of the records to which the row links by a field of its model."""
        if link.many_to_many:
            return self.lists[link.name]
        return {self.instance.__dict__[link.attname]} - {None}


class RowErrors:
    """The errors of some rows, and the lines of rows that cannot be imported, with their wrong columns."""

    def __init__(self):
        self.errors: list[CellError] = []
        self.lines: dict[int, set[str]] = defaultdict(set)

    def add(self, row: FileRow | CheckedRow, heading: str, message: str):
        self.errors.append(CellError(row.line, heading, row.cells.get(heading, ""), message))
        self.lines[row.line].add(heading)

    def correct(self, rows: list) -> list:
        """Those of the rows that can be imported."""
        return [row for row in rows if row.line not in self.lines] if self.lines else rows

    def by_line(self) -> list[CellError]:
        """The errors, which are found column by column, sorted by line."""
        return sorted(self.errors, key=attrgetter("line"))


@dataclass
class ImportResult:
    """The numbers of new, changed and unchanged rows, and the errors, of which the first ten thousand are kept.

    Errors with the same message in the same column are one of the ``mistakes``, of which as many are kept; notes on
    cells with the same sentence are one of the ``notes``.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    error_count: int = 0
    errors: list[CellError] = field(default_factory=list)
    by_message: dict[tuple[str, str], Mistake] = field(default_factory=dict)
    notes_by_sentence: dict[tuple[str, str], Mistake] = field(default_factory=dict)

    @property
    def mistakes(self) -> list[Mistake]:
        return list(self.by_message.values())

    @property
    def notes(self) -> list[Mistake]:
        return list(self.notes_by_sentence.values())

    def add_rows(self, rows: list[CheckedRow]):
        new = sum(row.is_new for row in rows)
        changed = sum(row.is_changed for row in rows)
        self.new += new
        self.changed += changed
        self.unchanged += len(rows) - new - changed
        for row in rows:
            for key in row.notes or ():
                add_line(self.notes_by_sentence, key, row.line)

    def add_error(self, error: CellError):
        self.error_count += 1
        if len(self.errors) < MAX_ERRORS_KEPT:
            self.errors.append(error)
        add_line(self.by_message, (error.column, error.message), error.line)


def add_line(found: dict[tuple[str, str], Mistake], key: tuple[str, str], line: int):
    if key in found or len(found) < MAX_ERRORS_KEPT:
        found.setdefault(key, Mistake(*key)).add(line)
