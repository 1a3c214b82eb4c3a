"""A table that an editor enters or pastes on a page: its rows, what is the same in all of them, and its check."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from battles.checking.twins import Twins, keys_of_texts
from battles.importing.importer import Importer
from battles.importing.remarks import remarks_on
from battles.importing.rows import CellError, CheckedRow, ImportResult
from battles.models import FigureClaim
from battles.resources.base import RecordResource
from battles.resources.widgets import LinkWidget
from battles.tabular import Table, TableError, read_table, with_known_headings, write_table
from battles.values.figure_phrases import read_phrase
from battles.values.figures import plain

FILE_NAME = "entered-table.csv"
# More rows are for a file: a page that shows them all would be slow.
MOST_ROWS = 2_000
# So many texts of a column are looked up as names. More are no names.
MOST_NAMES = 200
FIGURE = ("low", "high", "qualifier")


@dataclass(slots=True)
class EnteredTable:
    """The headings and rows of the table; each row is a pair of its line in the text and its cells."""

    headings: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def as_file(self, name: str = FILE_NAME) -> SimpleUploadedFile:
        """The table as a CSV file, as if it were uploaded."""
        rows = [cells for _line, cells in self.rows]
        content = b"".join(write_table(self.headings, rows, format="csv"))
        return SimpleUploadedFile(name, content, content_type="text/csv")

    def as_text(self) -> str:
        """The table as text with tabs, as ``read_entered`` reads it."""
        rows = [cells for _line, cells in self.rows]
        return b"".join(write_table(self.headings, rows, format="tsv")).decode("utf-8-sig")


def read_entered(text: str, resource: RecordResource) -> EnteredTable:
    """The table in a text with tabs between cells, whose first line has the headings.

    Rows that show nothing are left out. TableError for unknown or repeated headings, a row with too few or too many
    cells, or too many rows.
    """
    table = read_table(BytesIO(text.encode()), encoding="utf-8", format="tsv")
    # The page can say once what is in no column, so no heading is missing yet.
    return entered(with_known_headings(table, resource.headings))


def read_upload(record, resource: RecordResource) -> EnteredTable:
    """The table of an import's file, without columns of unknown headings; TableError as in ``read_entered``."""
    with open(record.upload.path, "rb") as file:
        table = read_table(file, encoding=record.encoding or None, format=record.file_format or None)
        return entered(with_known_headings(table, resource.headings, leave_out=True))


def entered(table: Table) -> EnteredTable:
    """The whole of a table that is being read; TableError if it has too many rows."""
    rows = list(islice(table.rows, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        sentence = _("This page takes at most %s rows. Save the table as a file, and import the file.")
        raise TableError(sentence % f"{MOST_ROWS:,}")
    return EnteredTable(table.headings, rows)


def with_common_cells(table: EnteredTable, common: dict[str, str]) -> EnteredTable:
    """The table with the cells that are the same in every row; a cell of a row's own comes before them."""
    added = [heading for heading, cell in common.items() if cell and heading not in table.headings]
    headings = [*table.headings, *added]
    defaults = [common.get(heading, "") for heading in headings]
    rows = [
        (line, [cell or default for cell, default in zip([*cells, *[""] * len(added)], defaults, strict=True)])
        for line, cells in table.rows
    ]
    return EnteredTable(headings, rows)


def without_common_cells(table: EnteredTable, headings: Iterable[str]) -> tuple[EnteredTable, dict[str, str]]:
    """The table without those of the columns that have the same cell in every row, and these cells by heading."""
    same = {}
    for number, heading in enumerate(table.headings):
        cells = {cells[number] for _line, cells in table.rows}
        if heading in headings and len(cells) == 1 and "" not in cells:
            same[heading] = cells.pop()
    kept = [number for number, heading in enumerate(table.headings) if heading not in same]
    rows = [(line, [cells[number] for number in kept]) for line, cells in table.rows]
    return EnteredTable([table.headings[number] for number in kept], rows), same


def missing_headings(table: EnteredTable, resource: RecordResource) -> list[str]:
    """The columns that new rows need and the table lacks; none if it says which records it changes."""
    if resource.identity in table.headings:
        return []
    return [heading for heading in resource.required_headings if heading not in table.headings]


def with_slugs(table: EnteredTable, resource: RecordResource) -> EnteredTable:
    """The table with slugs in place of names, in columns of links: where exactly one record has the name."""
    slugs = {}
    for number, heading in enumerate(table.headings):
        column = resource.columns[heading]
        if isinstance(column, LinkWidget):
            texts = dict.fromkeys(cells[number] for _line, cells in table.rows)
            slugs[number] = slugs_of_names(column.field.related_model, filter(None, texts))
    rows = [
        (line, [slugs[number].get(cell, cell) if number in slugs else cell for number, cell in enumerate(cells)])
        for line, cells in table.rows
    ]
    return EnteredTable(table.headings, rows)


def slugs_of_names(model, texts: Iterable[str]) -> dict[str, str]:
    """The slug of the one record of each name, in four queries; omits slugs, and names of no record or of several."""
    texts = set(texts)
    texts -= set(model.objects.filter(slug__in=texts).values_list("slug", flat=True)) if texts else set()
    keys = {text: keys_of_texts(text) for text in sorted(texts)[:MOST_NAMES]}
    if not keys:
        return {}
    named = Twins(model, set().union(*keys.values())).by_key
    found = {text: {record.slug for key in keys[text] for record in named.get(key, ())} for text in keys}
    return {text: slugs.pop() for text, slugs in found.items() if len(slugs) == 1}


def read_wordings(table: EnteredTable, resource: RecordResource) -> tuple[list[tuple[int, str, str]], dict[int, str]]:
    """Cells that the wordings of figures give for empty ones, and why other wordings cannot be read.

    The first are triples of a line, a heading and a cell; the second are sentences by line. Only rows without a figure
    are read, and only a figure without a doubt gives cells.
    """
    cells_read, hints = [], {}
    if resource.model._meta.concrete_model is not FigureClaim or "wording" not in table.headings:
        return cells_read, hints
    for line, cells in table.rows:
        row = dict(zip(table.headings, cells, strict=True))
        if not row["wording"] or any(row.get(name) for name in FIGURE):
            continue
        reading = read_phrase(row["wording"])
        if not reading.is_sure:
            hints[line] = reading.hint
            continue
        read = {"low": plain(reading.low), "high": plain(reading.high)}
        read |= {name: getattr(reading, name) for name in ("qualifier", "kind", "category", "counted")}
        cells_read += [(line, name, cell) for name, cell in read.items() if cell and row.get(name) == ""]
    return cells_read, hints


@dataclass
class Outcome:
    """The outcome of a check: its errors, and the remarks on rows by line. The importer fills it as a preview."""

    resource: RecordResource
    errors: list[CellError] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    result: ImportResult | None = None

    def __post_init__(self):
        self.comparison = remarks_on(self.resource.model)

    def add_error(self, error: CellError):
        self.errors.append(error)

    def add_rows(self, rows: list[CheckedRow]):
        touched = [row for row in rows if row.is_new or row.is_changed]
        for row, remarks in self.comparison.on(touched):
            self.remarks += [(row.line, in_words(remark)) for remark in remarks]


def in_words(remark: dict) -> str:
    """The remark as one text, with the claims that it is about."""
    claims = "; ".join(claim["text"] for claim in remark["claims"])
    return f"{remark['sentence']} {claims}".strip()


def check_entered(table: EnteredTable, resource: RecordResource, new_status: str) -> Outcome:
    """Check the rows as an import of them would; changes nothing."""
    outcome = Outcome(resource)
    importer = Importer(resource, table.headings, preview=outcome, new_status=new_status)
    outcome.result = importer.run(table.rows, dry_run=True)
    return outcome
