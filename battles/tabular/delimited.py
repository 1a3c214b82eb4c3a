"""CSV and TSV: rows of text with quotes as in RFC 4180, read strictly and written for spreadsheets.

Written files are UTF-8 with a byte order mark, which Excel needs, and their rows end with CRLF (RFC 4180); line breaks
within cells stay as they are. When a file is read, LF, CRLF and CR end a row.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from types import SimpleNamespace
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from battles.tabular.encodings import ENCODINGS
from battles.tabular.errors import RowError, TableError
from battles.tabular.escaping import escape_row, unescape
from battles.values.texts import shows_something

DELIMITERS = {",": gettext_noop("comma"), ";": gettext_noop("semicolon"), "\t": gettext_noop("tab")}
WITHOUT_DELIMITERS = str.maketrans("", "", "".join(DELIMITERS))
MAX_CELL = 100_000
MAX_ROW = 1_000_000
MAX_LINES = 10_000_000
MAX_COLUMNS = 200
ROWS_PER_PIECE = 500

# csv.writer quotes a cell that holds a character of the line end. Therefore the line end has these two while a row is
# written: LibreOffice would split a cell at either of them if it were not quoted.
LINE_END = "\r\n"
ALSO_QUOTED = ";\t"


class Borrowed(io.BufferedIOBase):
    """A file that stays open after its TextIOWrapper is deleted; the caller closes it."""

    def __init__(self, file: BinaryIO):
        self.file = file

    def readable(self) -> bool:
        return True

    def read1(self, size: int = -1) -> bytes:
        return self.file.read(size)


class Lines:
    """The lines of a text file for csv.reader, and the position of the row that it reads."""

    def __init__(self, file: BinaryIO, encoding: str):
        self.file, self.codec = file, ENCODINGS[encoding].codec
        self.number = 0
        self.delimiter = ","
        self.start_row()

    def start_row(self) -> None:
        self.row: list[str] = []
        self.size = 0
        self.has_apostrophe = False

    def read(self) -> Iterator[str]:
        self.file.seek(0)
        text = io.TextIOWrapper(Borrowed(self.file), self.codec, newline="")
        for line in iter(partial(text.readline, MAX_ROW + 1), ""):
            self.number += 1
            if self.number == 1:
                line = line.removeprefix("\ufeff")
            if self.number > MAX_LINES:
                raise TableError(_("The file has more than %s lines. Split it.") % f"{MAX_LINES:,}")
            if "\0" in line:
                raise TableError(
                    _("There is a NUL byte, which no text has. Save the table anew as CSV with the encoding UTF-8."),
                    self.number,
                )
            self.row.append(line)
            self.size += len(line)
            if self.size > MAX_ROW:
                sentence = _("The row is longer than %s characters. Look for a missing line end or delimiter.")
                raise self.broken_row(sentence % f"{MAX_ROW:,}")
            if "'" in line:
                self.has_apostrophe = True
            yield line

    def broken_row(self, sentence: str) -> TableError:
        """The error of a row that cannot be read: an unclosed quote, with its line and column, or else the sentence."""
        first = self.number - len(self.row) + 1
        place = unclosed_quote(self.row, self.delimiter)
        if place is None:
            return TableError(sentence, first)
        lines_before, column = place
        return TableError(
            _(
                "The quote that is opened here is not closed before a delimiter or a line end, or not at all. "
                "Close it, or write a quote within a quoted text twice."
            ),
            first + lines_before,
            column,
        )


class DelimitedRows(Iterator[tuple[int, list[str]]]):
    """Pairs of a line and its cells in a file in the encoding; iteration goes on after a RowError."""

    def __init__(self, file: BinaryIO, encoding: str, delimiter: str | None):
        self.lines = Lines(file, encoding)
        lines = self.lines.read()
        for heading_line in lines:
            if shows_something(heading_line.translate(WITHOUT_DELIMITERS)):
                break
            self.lines.start_row()
        else:
            raise TableError(_("The file holds only blank lines. The first line of a table holds its headings."))
        line = self.lines.number
        self.delimiter = self.lines.delimiter = delimiter or find_delimiter(heading_line, line)
        # A quote after blanks opens a quoted text; blanks at either end of a text are removed anyway.
        self.reader = csv.reader(
            chain([heading_line], lines), delimiter=self.delimiter, strict=True, skipinitialspace=True
        )
        self.headings = [heading.strip() for heading in self.next_cells()]
        if len(self.headings) > MAX_COLUMNS:
            sentence = _("There are %(columns)d columns; at most %(limit)d can be read.")
            raise TableError(sentence % {"columns": len(self.headings), "limit": MAX_COLUMNS}, line)

    def __next__(self) -> tuple[int, list[str]]:
        lines = self.lines
        cells: list[str] = []
        # Spreadsheets write rows of delimiters below the last one, and not always as many as there are headings.
        while not any(map(shows_something, cells)):
            lines.start_row()
            line = lines.number + 1
            cells = self.next_cells()
        if len(cells) != len(self.headings):
            sentence = ngettext(
                "The row has %(cells)d cell, but there are %(headings)d headings. "
                "Look for a missing or extra delimiter, or a text that needs quotes.",
                "The row has %(cells)d cells, but there are %(headings)d headings. "
                "Look for a missing or extra delimiter, or a text that needs quotes.",
                len(cells),
            )
            raise RowError(sentence % {"cells": len(cells), "headings": len(self.headings)}, line)
        if lines.has_apostrophe:
            cells = [unescape(cell) for cell in cells]
        if lines.size > MAX_CELL and (long := [number for number, cell in enumerate(cells) if len(cell) > MAX_CELL]):
            for number in long:
                cells[number] = ""
            raise RowError.of_cells(line, cells, {number + 1: too_long() for number in long})
        return line, cells

    def next_cells(self) -> list[str]:
        try:
            return next(self.reader)
        except csv.Error as error:
            if "field limit" in str(error):
                sentence = _("A cell is longer than %s characters. Look for a missing line end or delimiter.")
                raise self.lines.broken_row(sentence % f"{MAX_CELL:,}") from None
            sentence = _("The row cannot be read. Look for a missing line end or delimiter.")
            raise self.lines.broken_row(sentence) from None


def too_long() -> str:
    return _("The cell is longer than %s characters. Shorten it.") % f"{MAX_CELL:,}"


def find_delimiter(heading_line: str, line: int) -> str:
    """The only delimiter outside quotes in the line of headings; a heading contains none."""
    bare = re.sub(r'"[^"]*"', "", heading_line)
    found = [delimiter for delimiter in DELIMITERS if delimiter in bare]
    if len(found) > 1:
        names = pgettext("list", " and ").join(_(DELIMITERS[delimiter]) for delimiter in found)
        raise TableError(_("The headings are parted by %s. Choose the delimiter, or use one only.") % names, line)
    return found[0] if found else ","


def unclosed_quote(row: list[str], delimiter: str) -> tuple[int, int] | None:
    """The place of a quote that is not closed: the number of lines of the row before it, and the column from 1."""
    text = "".join(row)
    if '"' not in text:
        return None
    end = re.escape(delimiter)
    cell = re.compile(rf'(?: *"[^"]*+(?:""[^"]*+)*+"|[^"{end}\r\n][^{end}\r\n]*+|)(?P<end>{end}|[\r\n]|$)')
    position, column = 0, 1
    while (match := cell.match(text, position)) and match["end"] == delimiter:
        position, column = match.end(), column + 1
    if match or not text[position:].lstrip(" ").startswith('"'):
        return None
    lines_before = 0
    for line in row:
        position -= len(line)
        if position < 0:
            break
        lines_before += 1
    return lines_before, column


def write_delimited(headings: list[str], rows: Iterable[list[str]], delimiter: str) -> Iterator[bytes]:
    written: list[str] = []
    writer = csv.writer(
        SimpleNamespace(write=written.append), delimiter=delimiter, lineterminator=LINE_END + ALSO_QUOTED
    )

    def piece() -> bytes:
        text = "".join([row[: -len(ALSO_QUOTED)] for row in written])
        if "\0" in text:
            raise TableError(_("A text holds a NUL character, which no table can hold. Take it out of the record."))
        written.clear()
        return text.encode()

    writer.writerow(headings)
    yield "\ufeff".encode() + piece()
    for cells in rows:
        writer.writerow(escape_row(cells))
        if len(written) == ROWS_PER_PIECE:
            yield piece()
    if written:
        yield piece()
