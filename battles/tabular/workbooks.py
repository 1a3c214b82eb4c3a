"""XLSX workbooks: the only sheet with a table, each cell as the text that an editor sees in it.

Numbers are without exponent, dates are ISO text and as precise as their format shows, booleans are yes and no.
Formulas, merged and hidden cells are refused: the editor does not see the values that they would import.
Cells are written as text, with the format Text, so that Excel does not turn what an editor types there (1938-07, 1-2)
into dates; and escaped as in CSV, so that a table means the same when a spreadsheet saves it in the other format.
"""

import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS, STYLES_TYPE
from openpyxl.xml.functions import iterparse

from battles.tabular.archives import MAX_ROWS, Part, survey
from battles.tabular.delimited import MAX_CELL, MAX_COLUMNS, too_long
from battles.tabular.errors import RowError, TableError, listed, shown
from battles.tabular.escaping import escape_row, unescape
from battles.tabular.workbook_values import CellRefused, date_text, number_kind, number_text, percent_text, serial_text
from battles.values.texts import shows_something

MAX_WRITTEN = 32_767
TEXT_FORMAT = "@"
# The title of the sheet in blank tables that explains the columns, in every language. It is not read.
ABOUT_COLUMNS = "About the columns"
CHUNK = 1 << 16
# As ZIP has times: year, month, day, hour, minute, second.
FIRST_TIME = (1980, 1, 1, 0, 0, 0)

# The escape of a character that XML cannot hold (Office Open XML, 22.4.2.4), but not NUL or a surrogate.
ESCAPED = re.compile("_x(?!0000|[dD][89a-fA-F])([0-9A-Fa-f]{4})_")
# Characters that XML cannot hold or would change, and an underscore that looks like the begin of such an escape.
TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x01-\x08\x0b-\x1f\ufffe\uffff]")

STRING, *TEXT_OR_RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))
TEXT = TEXT_OR_RUN[0]
NUMBER_FORMAT, CELL_STYLES = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("numFmt", "cellXfs"))


class Reader(ExcelReader):
    """openpyxl's reader, for the parts that a table needs: properties, themes and fonts cannot make it fail.

    ``sheets`` are pairs of a title and the name of a part; ``number_kinds`` has what a cell's number is (see
    number_kind) by the number of its style.
    """

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.number_kinds = self.read_number_kinds()
        self.sheets = [
            (sheet.name, rel.target) for sheet, rel in self.parser.find_sheets() if rel.Type.endswith("/worksheet")
        ]

    def read_strings(self) -> None:
        """Keep the escapes in the shared strings; openpyxl would replace some of them."""
        for root, node in self.elements_of(SHARED_STRINGS):
            if node.tag == STRING:
                # A text, or runs of formatted text, without the furigana.
                runs = [child if child.tag == TEXT else child.find(TEXT) for child in node if child.tag in TEXT_OR_RUN]
                self.shared_strings.append("".join(run.text or "" for run in runs if run is not None))
                root.clear()

    def read_number_kinds(self) -> list[str | None]:
        codes = dict(BUILTIN_FORMATS)
        for _root, node in self.elements_of(STYLES_TYPE):
            if node.tag == NUMBER_FORMAT:
                codes[int(node.get("numFmtId"))] = node.get("formatCode")
            elif node.tag == CELL_STYLES:
                numbers = [int(style.get("numFmtId", 0)) for style in node]
                return [number_kind(number, codes.get(number, "General")) for number in numbers]
        return []

    def elements_of(self, content_type: str) -> Iterator[tuple[Element, Element]]:
        """Pairs of the root and each element of a part, when the element ends; none if there is no such part."""
        part = self.package.find(content_type)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as stream:
            elements = iterparse(stream, events=("start", "end"))
            _event, root = next(elements)
            for event, node in elements:
                if event == "end":
                    yield root, node


@contextmanager
def explained_damage() -> Iterator[None]:
    """Turn errors of zipfile, the XML parser and openpyxl about a damaged file into a TableError."""
    try:
        yield
    except TableError:
        raise
    except Exception as error:
        raise TableError(
            _("The XLSX workbook is damaged. Open it in a spreadsheet and save it anew, or save the table as CSV.")
        ) from error


class WorkbookRows(Iterator[tuple[int, list[str]]]):
    """Pairs of a row of the sheet, from 1, and its cells, without empty rows; iteration goes on after a RowError."""

    def __init__(self, file: BinaryIO):
        with explained_damage(), warnings.catch_warnings():
            # openpyxl warns of styles and charts, which it does not read.
            warnings.simplefilter("ignore")
            parts = survey(file)
            reader = Reader(file, read_only=True, keep_links=False)
            reader.read()
            name = only_name([(title, name) for title, name in reader.sheets if parts[name].height])
            check_sheet(parts[name])
            self.width, self.height = parts[name].width, parts[name].height
            self.from_1904 = reader.wb.epoch == CALENDAR_MAC_1904
            self.number_kinds = reader.number_kinds or [None]
            # Without date formats, so that dates stay numbers: openpyxl reads Excel's 29 February 1900 as the 28th.
            parser = WorkSheetParser(reader.archive.open(name), reader.shared_strings, data_only=True)
            self.rows = parser.parse()
            self.line = 0
        self.headings: list[str] = []
        _line, headings = next(self)
        self.headings = [heading.strip() for heading in headings]

    def __next__(self) -> tuple[int, list[str]]:
        """The next row that shows something."""
        # Up to the last cell only: openpyxl would read on into the elements after the rows.
        while self.line < self.height:
            with explained_damage():
                self.line, row = next(self.rows)
                cells, wrong = [""] * self.width, {}
                for cell in row:
                    if cell["value"] is not None:
                        try:
                            cells[cell["column"] - 1] = self.text(**cell)
                        except CellRefused as error:
                            wrong[cell["column"]] = str(error)
            if wrong:
                raise RowError.of_cells(self.line, cells, wrong)
            if shows_something("".join(cells)):
                return self.line, cells
        if not self.headings:
            raise TableError(_("The sheet is empty. Its first row holds the headings."))
        raise StopIteration

    def text(self, value, data_type: str, style_id: int, **_others) -> str:
        """The text that the cell shows. CellRefused for an error value, a long text, or a wrong number or date."""
        if data_type == "e":
            raise CellRefused(_("The cell shows the error %s. Correct it.") % shown(str(value)))
        if isinstance(value, str):
            if "_x" in value:
                value = ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
            if len(value) > MAX_CELL:
                raise CellRefused(too_long())
            return unescape(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if not isinstance(value, (int, float)):
            return date_text(value)
        match self.number_kinds[style_id]:
            case None:
                return number_text(value)
            case "percent":
                return percent_text(value)
            case precision:
                return serial_text(value, precision, self.from_1904)


def only_name(filled: list[tuple[str, str]]) -> str:
    """The name of the only sheet with cells, given pairs of title and name of all; TableError for several or none."""
    filled = [(title, name) for title, name in filled if title != ABOUT_COLUMNS]
    if len(filled) > 1:
        sentence = _(
            "%(number)d sheets of the workbook hold cells: %(titles)s. "
            "Keep only the sheet that is meant, or save that one as CSV."
        )
        titles = first_five([title for title, _name in filled])
        raise TableError(sentence % {"number": len(filled), "titles": titles})
    if not filled:
        raise TableError(_("The workbook is empty. The first row of its sheet holds the headings."))
    return filled[0][1]


def check_sheet(part: Part) -> None:
    """TableError for formulas, merged and hidden cells, and too many columns."""
    if part.width > MAX_COLUMNS:
        sentence = _("There are cells up to the column %(last)s; at most %(limit)d columns can be read.")
        raise TableError(sentence % {"last": get_column_letter(part.width), "limit": MAX_COLUMNS})
    if part.merged:
        sentence = _("The cells %(cells)s are merged. Unmerge them, and fill in each cell.")
        raise TableError(sentence % {"cells": first_five(part.merged)})
    if part.hidden_row:
        raise TableError(
            _("The row is hidden, by a filter or by hand. Show all rows, or delete those that are not meant."),
            part.hidden_row,
        )
    if 0 < part.hidden_column <= part.width:
        raise TableError(
            _("The column is hidden. Show all columns, or delete those that are not meant."),
            column=part.hidden_column,
        )
    if part.formula:
        raise TableError(
            _("There are formulas; this is the first. Copy the cells and paste them as values only."), *part.formula
        )


def first_five(texts: list[str]) -> str:
    return listed([shown(text) for text in texts[:5]] + ["…"] * (len(texts) > 5))


def write_workbook(headings: list[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """The file in pieces. It is made on disk, because a ZIP archive has its directory at the end."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].number_format = TEXT_FORMAT
    cell = WriteOnlyCell(sheet)
    cell.number_format = TEXT_FORMAT
    try:
        sheet.append(text_cells(cell, 1, headings))
        for line, row in enumerate(rows, 2):
            if line > MAX_ROWS:
                sentence = _("An XLSX sheet has no more than %s rows. Choose CSV, or filter the records.")
                raise TableError(sentence % f"{MAX_ROWS:,}")
            sheet.append(text_cells(cell, line, escape_row(row)))
    except BaseException:
        sheet.close()
        sheet._writer.cleanup()
        raise
    with tempfile.TemporaryFile() as file:
        # Workbook.save would write the time, so that two files of the same table would differ.
        book.properties.created = book.properties.modified = datetime(*FIRST_TIME)
        with TimelessArchive(file, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).save()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


class TimelessArchive(ZipFile):
    """A ZIP archive whose parts all have the first time that the format knows."""

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        if mode == "w":
            name.date_time = FIRST_TIME
        return super().open(name, mode, pwd, force_zip64=force_zip64)


def text_cells(cell: Cell, line: int, texts: list[str]) -> Iterator[Cell | None]:
    """The texts of a row, each in the same cell: openpyxl writes one before it takes the next."""
    for column, text in enumerate(texts, 1):
        if not text:
            yield None
            continue
        if "\0" in text:
            raise TableError(
                _("A text holds a NUL character, which no table can hold. Take it out of the record."), line, column
            )
        text = TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
        # Excel counts units of UTF-16, and openpyxl cuts a longer text.
        if len(text) > MAX_WRITTEN // 2 and len(text.encode("utf-16-le")) > 2 * MAX_WRITTEN:
            sentence = _("The text is longer than the %s characters of an XLSX cell. Choose CSV.") % f"{MAX_WRITTEN:,}"
            raise TableError(sentence, line, column)
        cell.value = text
        # Otherwise openpyxl would detect a formula or an error.
        cell.data_type = "s"
        yield cell
