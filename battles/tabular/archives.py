"""The check of an XLSX file in pieces and within limits, before openpyxl reads whole parts of it into memory.

An XLSX file is XML in a ZIP archive (ECMA-376, part 2). A document type is refused, and with it every entity. zipfile
unpacks no more of a part than the directory of the archive says, so the sizes there can be trusted as limits.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.xml.constants import SHEET_MAIN_NS

from battles.tabular.errors import TableError

CHUNK = 1 << 16
MAX_PARTS = 1_000
MAX_UNPACKED_BYTES = 256 << 20
# Sheets compress about twentyfold, bombs a thousandfold. The ratio of small files does not matter.
MAX_RATIO = 200
FREE_BYTES = 16 << 20
# openpyxl keeps in memory all shared strings, and every part that is not a sheet.
MAX_STRINGS_BYTES = 48 << 20
MAX_OTHER_BYTES = 16 << 20

MAX_ROWS = 1_048_576
MAX_TEXT_BYTES = 1 << 20
MAX_ELEMENTS_OF_SHEET = 10_000_000
MAX_ELEMENTS_OF_ROW = 200_000
MAX_ELEMENTS = 20_000

TRUE = ("1", "true")
REFERENCE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
STRICT = "http://purl.oclc.org/ooxml"
SPREADSHEET_OF_LIBREOFFICE = b"application/vnd.oasis.opendocument"


class Damaged(ValueError):
    """No spreadsheet program writes such a file."""


@dataclass
class Part:
    """The root element of a part; of a sheet also its size, and the formulas, merged and hidden cells in it.

    ``width`` and ``height`` are the last column and row with a value, from 1, or 0. ``formulas`` counts cells;
    ``first_formula`` is a row and a column. ``hidden_columns`` are pairs of a first and a last column.
    """

    root: str = ""
    width: int = 0
    height: int = 0
    formulas: int = 0
    first_formula: tuple[int, int] | None = None
    merged: list[str] = field(default_factory=list)
    hidden_row: int | None = None
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def survey(file: BinaryIO) -> dict[str, Part]:
    """The parts of an XLSX file by name.

    TableError for another kind of file or one beyond a limit; Damaged or an error of zipfile or expat for damage.
    """
    file.seek(0, 2)
    size = file.tell()
    archive = opened(file)
    names = archive.namelist()
    if "mimetype" in names and archive.open("mimetype").read(100).startswith(SPREADSHEET_OF_LIBREOFFICE):
        raise TableError(_("The file is an OpenDocument spreadsheet. Save it as XLSX or CSV."))
    if "xl/workbook.bin" in names:
        raise TableError(_("The file is a binary workbook (XLSB). Save it as XLSX or CSV."))
    if "[Content_Types].xml" not in names:
        raise TableError(_("The file is a ZIP archive, but not an XLSX workbook. Unpack it, and take the table in it."))
    unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES or unpacked > max(MAX_RATIO * size, FREE_BYTES):
        sentence = _(
            "The workbook unpacks to %(unpacked)s MiB from %(packed)s KiB, more than a table needs. "
            "Save the table as CSV, or split it."
        )
        raise TableError(sentence % {"unpacked": f"{unpacked >> 20:,}", "packed": f"{size >> 10:,}"})
    return {info.filename: PartReader(archive, info).part for info in archive.infolist()}


def opened(file: BinaryIO) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(file)
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise TableError(_("The file is an archive of %s files, not an XLSX workbook.") % f"{len(parts):,}")
    for info in parts:
        # The standard allows no other compression. LZMA and BZIP2 unpack a few bytes to gigabytes at once.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Damaged(info.filename)
        if info.flag_bits & 1:
            raise TableError(_("The archive is encrypted. Save the table without a password."))
    return archive


class PartReader:
    """Reads a part of the archive in pieces to fill ``part``; stops at a picture or another binary."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo):
        self.part, self.info = Part(), info
        self.row = self.column = self.strings = 0
        # Since the begin of the last row or shared string: openpyxl holds so many elements in memory at once.
        self.elements = self.elements_before = 0
        self.max_elements = MAX_ELEMENTS
        self.is_hidden = False
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start_root
        self.parser.StartDoctypeDeclHandler = refuse_document_type
        with archive.open(info) as stream:
            self.read(stream)

    def read(self, stream: BinaryIO) -> None:
        fed = last_start = 0
        place = None
        try:
            while chunk := stream.read(CHUNK):
                self.parser.Parse(chunk)
                fed += len(chunk)
                if place != (self.row, self.strings, self.elements):
                    place, last_start = (self.row, self.strings, self.elements), fed
                elif fed - last_start > MAX_TEXT_BYTES:
                    raise TableError(
                        _("A text is longer than %d MiB. Shorten it.") % (MAX_TEXT_BYTES >> 20),
                        self.row or None,
                        self.column or None,
                    )
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            if self.info.filename.endswith((".xml", ".rels")) or self.part.root:
                raise
            if self.info.file_size > MAX_OTHER_BYTES:
                raise self.too_large() from None

    def too_large(self) -> TableError:
        sentence = _("The part %(part)s of the workbook is too large (%(size)s MiB). Save the table as CSV.")
        return TableError(sentence % {"part": self.info.filename[:60], "size": f"{self.info.file_size >> 20:,}"})

    def start_root(self, tag: str, _attributes) -> None:
        namespace, _space, name = tag.rpartition(" ")
        if namespace.startswith(STRICT):
            raise TableError(
                _("The workbook is in the format “Strict Open XML”. Save it as Excel workbook (.xlsx) or as CSV.")
            )
        self.part.root = name
        limits = {"worksheet": MAX_UNPACKED_BYTES, "sst": MAX_STRINGS_BYTES}
        if self.info.file_size > limits.get(name, MAX_OTHER_BYTES):
            raise self.too_large()
        handlers = {}
        if name == "worksheet":
            if namespace != SHEET_MAIN_NS:
                raise Damaged(self.info.filename)
            self.max_elements = MAX_ELEMENTS_OF_ROW
            handlers = {"c": self.start_cell, "row": self.start_row, "v": self.value, "is": self.value}
            handlers |= {"f": self.formula, "mergeCell": self.merged, "col": self.columns}
        elif name == "sst":
            handlers = {"si": self.start_string}
        self.starts = {f"{SHEET_MAIN_NS} {tag}": handler for tag, handler in handlers.items()}
        self.parser.StartElementHandler = self.start

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self.max_elements:
            raise TableError(
                _(
                    "The workbook holds too much besides its table, such as styles, links or conditional formats. "
                    "Save the table as CSV."
                )
            )
        if tag in self.starts:
            self.starts[tag](attributes)

    def start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        if row <= self.row:
            raise Damaged(self.info.filename)
        if row > MAX_ROWS:
            raise TableError(_("The sheet has more than %s rows. Save the table as CSV.") % f"{MAX_ROWS:,}")
        self.elements_before += self.elements
        if self.elements_before > MAX_ELEMENTS_OF_SHEET:
            raise TableError(
                _("The sheet has more cells than can be read at once. Save the table as CSV, or split it.")
            )
        self.row, self.column, self.elements = row, 0, 0
        self.is_hidden = attributes.get("hidden") in TRUE

    def start_string(self, _) -> None:
        self.elements = 0
        self.strings += 1

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1

    def value(self, _) -> None:
        part = self.part
        part.height = self.row
        if self.column > part.width:
            part.width = self.column
        if self.is_hidden and not part.hidden_row:
            part.hidden_row = self.row

    def formula(self, attributes: dict[str, str]) -> None:
        self.value(attributes)
        self.part.formulas += 1
        self.part.first_formula = self.part.first_formula or (self.row, self.column)

    def merged(self, attributes: dict[str, str]) -> None:
        self.part.merged.append(attributes["ref"])

    def columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE:
            self.part.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))


def refuse_document_type(*_declaration) -> None:
    raise TableError(
        _(
            "The workbook holds a document type, which no spreadsheet program writes. Open it in one and save it "
            "again, or save the table as CSV."
        )
    )


@lru_cache(maxsize=100_000)
def column_of(reference: str) -> int:
    """The column, from 1, of a cell's reference such as B2."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise Damaged(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column


def column_letters(column: int) -> str:
    """The letters of a column from 1: A, Z, AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
