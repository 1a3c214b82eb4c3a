"""The values of a file's cells, read column by column: most columns repeat values, and most cells need no check."""

from django.core.exceptions import ValidationError

from battles.importing.rows import FileRow, RowErrors
from battles.resources.widgets import CellWidget

MAX_REMEMBERED = 50_000


class CellReader:
    """Reads the cells of rows into their values; links stay slugs."""

    def __init__(self, columns: dict[str, CellWidget]):
        self.columns = columns
        self.cleaners = [(heading, column.clean_characters) for heading, column in columns.items()]
        self.known = {heading: {} for heading in columns}

    def clean(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row by heading, with characters that show nothing removed."""
        return {
            heading: cell and clean_characters(cell)
            for (heading, clean_characters), cell in zip(self.cleaners, cells, strict=True)
        }

    def read(self, rows: list[FileRow], errors: RowErrors):
        """Fill the rows' ``values``; a cell that cannot be read is an error and has no value."""
        refused = [row for row in rows if row.wrong]
        for row in refused:
            for heading, sentence in row.wrong.items():
                errors.add(row, heading, sentence)
        for heading, column in self.columns.items():
            readable = [row for row in rows if heading not in row.wrong] if refused else rows
            if readable:
                self.read_column(heading, column, readable, errors)

    def read_column(self, heading: str, column: CellWidget, rows: list[FileRow], errors: RowErrors):
        texts = [row.cells[heading] for row in rows]
        if type(column) is CellWidget and column.are_plain(texts):
            for row, text in zip(rows, texts, strict=True):
                row.values[heading] = text
            return
        known, wrong = self.known[heading], {}
        for text in set(texts) - known.keys():
            try:
                known[text] = column.clean(text)
            except ValidationError as error:
                wrong[text] = " ".join(error.messages)
        for row, text in zip(rows, texts, strict=True):
            if text in wrong:
                errors.add(row, heading, wrong[text])
            else:
                row.values[heading] = known[text]
        if len(known) > MAX_REMEMBERED:
            known.clear()
