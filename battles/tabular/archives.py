"""The check of an XLSX file in pieces and within limits, before openpyxl reads whole parts of it into memory.

An XLSX file is XML in a ZIP archive (ECMA-376, part 2). zipfile unpacks no more of a part than the directory of the
archive says, so the sizes there can be trusted as limits.
"""

import zipfile
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.utils import coordinate_to_tuple
from openpyxl.xml.constants import SHEET_MAIN_NS

from battles.tabular.errors import TableError

# Bytes that are parsed at once. An element begins in each such piece, because no cell is as long.
CHUNK = 1 << 20
MAX_PARTS = 1_000
MAX_UNPACKED_BYTES = 256 << 20
# Sheets compress about twentyfold, bombs a thousandfold. The ratio of small files does not matter.
MAX_RATIO = 200
FREE_BYTES = 16 << 20
# openpyxl keeps in memory all shared strings, and every part that is not a sheet.
MAX_KEPT_BYTES = 48 << 20

# The standard allows no other. LZMA and BZIP2 unpack a few bytes to gigabytes at once.
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

MAX_ROWS = 1_048_576
MAX_ELEMENTS = 10_000_000
# openpyxl keeps in memory the elements of one row or one shared string, and all those that follow the last one.
MAX_ELEMENTS_AT_ONCE = 100_000

WORKSHEET = f"{SHEET_MAIN_NS} worksheet"
TRUE = ("1", "true")


def survey(file: BinaryIO) -> dict[str, "Part"]:
    """The parts of an XLSX file by name.

    TableError for another kind of file or one beyond a limit; any other exception for a damaged file.
    """
    file.seek(0, 2)
    size = file.tell()
    archive = zipfile.ZipFile(file)
    parts = {info.filename: info for info in archive.infolist()}
    if "[Content_Types].xml" not in parts or "xl/workbook.bin" in parts:
        raise other_kind()
    unpacked = sum(info.file_size for info in parts.values())
    if len(parts) > MAX_PARTS or unpacked > min(MAX_UNPACKED_BYTES, max(MAX_RATIO * size, FREE_BYTES)):
        raise too_much()
    if {info.compress_type for info in parts.values()} - COMPRESSIONS:
        raise ValueError("compression")
    return {name: Part(archive, info) for name, info in parts.items()}


def may_have_more_rows(file: BinaryIO, most: int) -> bool:
    """Whether the sheets have more rows, or are too large to be counted quickly. False for a file that is damaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [info for info in archive.infolist() if info.compress_type in COMPRESSIONS]
            if sum(info.file_size for info in parts) > FREE_BYTES:
                return True
            # Most rows have a tag at both ends.
            return sum(archive.read(info).count(b"row") for info in parts) > 2 * most
    except Exception:
        return False


class Part:
    """A part of the archive: of a sheet its size, and the formulas, merged and hidden cells in it.

    ``width`` and ``height`` are the last column and row with a value, from 1, or 0. ``formula`` is the row and the
    column of the first formula; the first hidden row with a value and the first hidden column are 0 if there is none.
    """

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo):
        self.width = self.height = self.hidden_row = self.hidden_column = 0
        self.formula: tuple[int, int] | None = None
        self.merged: list[str] = []
        self.size, self.root = info.file_size, ""
        self.row = self.column = self.elements = 0
        self.max_elements = MAX_ELEMENTS_AT_ONCE
        self.is_hidden = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start_root
        self.parser.StartDoctypeDeclHandler = refuse_document_type
        with archive.open(info) as stream:
            self.read(stream)

    def read(self, stream: BinaryIO) -> None:
        """Read the part, or the begin of a picture or another binary."""
        try:
            while chunk := stream.read(CHUNK):
                elements = self.elements
                self.parser.Parse(chunk)
                if self.elements == elements and len(chunk) == CHUNK:
                    raise too_much(self.row)
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            if self.root:
                raise
            self.check_size()

    def check_size(self) -> None:
        if self.size > MAX_KEPT_BYTES:
            raise too_much()

    def start_root(self, tag: str, _attributes) -> None:
        self.root = tag
        if tag == WORKSHEET:
            handlers = {"c": self.start_cell, "row": self.start_row, "v": self.value, "is": self.value}
            handlers |= {"f": self.start_formula, "mergeCell": self.start_merged, "col": self.start_columns}
        elif tag.endswith(" worksheet"):
            raise other_kind()
        else:
            self.check_size()
            handlers = {"si": self.allow_elements}
        self.handlers = {f"{SHEET_MAIN_NS} {name}": handler for name, handler in handlers.items()}
        self.parser.StartElementHandler = self.start

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self.max_elements:
            raise too_much(self.row)
        if tag in self.handlers:
            self.handlers[tag](attributes)

    def start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        # Rows after the last one with a value are not read.
        if not self.row < row <= MAX_ROWS:
            raise ValueError(row)
        self.row, self.column = row, 0
        self.is_hidden = attributes.get("hidden") in TRUE
        self.allow_elements(attributes)

    def allow_elements(self, _attributes) -> None:
        """Allow as many again: openpyxl forgets those of the last row or shared string."""
        self.max_elements = min(MAX_ELEMENTS, self.elements + MAX_ELEMENTS_AT_ONCE)

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.column = coordinate_to_tuple(attributes["r"])[1] if "r" in attributes else self.column + 1

    def value(self, _attributes) -> None:
        self.width, self.height = max(self.width, self.column), self.row
        if self.is_hidden:
            self.hidden_row = self.hidden_row or self.row

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.value(attributes)
        self.formula = self.formula or (self.row, self.column)

    def start_merged(self, attributes: dict[str, str]) -> None:
        self.merged.append(attributes["ref"])

    def start_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE:
            first = int(attributes["min"])
            self.hidden_column = min(first, self.hidden_column or first)


def refuse_document_type(*_declaration) -> None:
    raise ValueError("No spreadsheet program writes a document type, which can define entities.")


def other_kind() -> TableError:
    return TableError(
        _("The file is not an XLSX workbook but OpenDocument, XLSB, Strict Open XML or ZIP. Save it as XLSX or CSV.")
    )


def too_much(row: int = 0) -> TableError:
    sentence = _("The workbook holds more than a table needs, or too many cells. Save the table as CSV, or split it.")
    return TableError(sentence, row or None)
