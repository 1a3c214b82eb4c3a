"""What an XLSX file holds, found out in pieces and within bounds, before openpyxl reads it as a whole.

An XLSX file is XML in a ZIP archive (ECMA-376, part 2). No document type is let in, and with it no entity. zipfile
itself unpacks no more of a part than its directory says, so that the sizes there are bounds that hold.
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
# Sheets pack to a twentieth or so, and bombs to a thousandth; small files may do as they like.
MAX_RATIO = 200
FREE_BYTES = 16 << 20
# openpyxl keeps all shared strings, and the whole of any part that is no sheet.
MAX_STRINGS_BYTES = 48 << 20
MAX_OTHER_BYTES = 16 << 20

MAX_ROWS = 1_048_576
MAX_SHARED_STRINGS = 1_000_000
MAX_NAMES = 5_000
MAX_TEXT_BYTES = 1 << 20
MAX_ELEMENTS_OF_SHEET = 10_000_000
MAX_ELEMENTS_OF_ROW = 200_000
MAX_ELEMENTS = 20_000

TRUE = ("1", "true")
REFERENCE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
STRICT = "http://purl.oclc.org/ooxml"
SPREADSHEET_OF_LIBREOFFICE = b"application/vnd.oasis.opendocument"


class Damaged(ValueError):
    """What is in the file cannot have been written by a spreadsheet."""


@dataclass
class Part:
    """What is known of a part; of a sheet also where its cells are, and what in it an import must not pass over.

    ``width`` and ``height`` are the last column and row that hold a value, from 1, and 0 where none does.
    ``formulas`` counts cells, and ``first_formula`` is the row and column of one. ``hidden_columns`` are pairs
    of a first and a last column.
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

    Raises TableError for a file that is none or breaks a bound; for a damaged one also Damaged, and what zipfile and
    expat raise.
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
    # Before zipfile makes an object of each entry of the directory: their signatures.
    file.seek(0)
    entries, end = 0, b""
    while chunk := file.read(CHUNK):
        entries += (end + chunk).count(b"PK\x01\x02")
        end = chunk[-3:]
    if entries > MAX_PARTS:
        raise TableError(_("The file is an archive of %s files, not an XLSX workbook.") % f"{entries:,}")
    archive = zipfile.ZipFile(file)
    for info in archive.infolist():
        # The only ways to pack that the standard allows. Others unpack a few bytes to gigabytes at once.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Damaged(info.filename)
        if info.flag_bits & 1:
            raise TableError(_("The archive is encrypted. Save the table without a password."))
    return archive


class PartReader:
    """Reads a part of the archive once, in pieces, for ``part``; a picture or another binary is not read further."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo):
        self.part, self.info = Part(), info
        self.row = self.column = self.strings = 0
        # Since the last row or shared string began: what openpyxl holds in memory at once.
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
                if len(self.parser.intern) > MAX_NAMES:
                    raise Damaged(self.info.filename)
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
                _(
                    "The workbook is in the form “Strict Open XML”. Save it as the usual Excel workbook (.xlsx), or as "
                    "CSV."
                )
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
        if self.strings > MAX_SHARED_STRINGS:
            raise self.too_large()

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
            "The workbook holds a document type, which no spreadsheet writes. Open it in a spreadsheet and save it "
            "anew, or save the table as CSV."
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
