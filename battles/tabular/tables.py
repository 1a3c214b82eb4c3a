"""Reading and writing a table, as CSV, TSV or XLSX."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from battles.tabular import archives
from battles.tabular.delimited import DelimitedRows, write_delimited
from battles.tabular.encodings import encoding_of
from battles.tabular.errors import TableError
from battles.tabular.workbooks import WorkbookRows, write_workbook

FORMATS = ("csv", "tsv", "xlsx")
MAX_FILE_BYTES = 2 << 30

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OTHER_FORMATS = {
    b"\xd0\xcf\x11\xe0": gettext_noop(
        "The file is an Excel workbook of the old format or with a password. Save the table as XLSX or CSV."
    ),
    b"\x1f\x8b": gettext_noop("The file is compressed by gzip. Save the table as XLSX or CSV."),
    b"%PDF": gettext_noop("The file is a PDF. Save the table as XLSX or CSV."),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read: its headings, and an iterator of its rows.

    ``rows`` gives (line, cells): the line of the file in which the row begins, or the row of the sheet, counted from 1,
    and as many texts as there are headings. It raises RowError for a row that is wrong, after which ``next`` gives the
    next one, and TableError where nothing more can be read. ``encoding`` and ``delimiter`` are as detected or chosen,
    and empty for XLSX. ``left_out`` are the headings of columns that are not read.
    """

    headings: list[str]
    rows: Iterator[tuple[int, list[str]]]
    format: str
    encoding: str
    delimiter: str
    left_out: tuple[str, ...] = ()


def read_table(
    file: BinaryIO, *, encoding: str | None = None, format: str | None = None, delimiter: str | None = None
) -> Table:
    """The table in a file that can be sought; see ``seekable`` for one that cannot. The file is not closed.

    If they are not chosen, the format is detected from the first bytes, the encoding (a name in ENCODINGS) as in the
    module ``encodings``, and the delimiter (comma, semicolon or tab) from the heading line. TSV is CSV with tabs, as
    spreadsheets write it: with quotes, without backslashes. Memory does not grow with the file, except for the shared
    strings of XLSX, which are bounded.

    Raises EncodingUnknown where a person must choose the encoding, and TableError where the file is not such a table.
    """
    file.seek(0, 2)
    if file.tell() > MAX_FILE_BYTES:
        raise TableError(_("The file is longer than %d GiB. Split it.") % (MAX_FILE_BYTES >> 30))
    file.seek(0)
    start = file.read(4)
    if not start:
        raise TableError(_("The file is empty. The first line of a table holds its headings."))
    for magic, sentence in OTHER_FORMATS.items():
        if start.startswith(magic):
            raise TableError(_(sentence))
    is_zip = start.startswith(ZIP)
    if is_zip and format in (None, "xlsx"):
        rows = WorkbookRows(file)
        return Table(rows.headings, rows, "xlsx", "", "")
    if is_zip:
        raise TableError(_("The file is an XLSX workbook or a ZIP archive. Choose XLSX, or save the table as CSV."))
    if format == "xlsx":
        raise TableError(_("The file is not an XLSX workbook. If it is CSV, choose CSV."))
    encoding = encoding_of(file, encoding)
    rows = DelimitedRows(file, encoding, "\t" if format == "tsv" else delimiter)
    return Table(rows.headings, rows, format or ("tsv" if rows.delimiter == "\t" else "csv"), encoding, rows.delimiter)


def may_have_more_rows(file: BinaryIO, most: int) -> bool:
    """Whether the table in a file of a few megabytes has more rows; told by its line ends or its tags, so quickly."""
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start.startswith(ZIP):
        return archives.may_have_more_rows(file, most)
    content = file.read()
    return max(content.count(b"\n"), content.count(b"\r")) > most


@contextmanager
def seekable(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file itself if it is seekable; a temporary copy of a stream such as standard input."""
    if file.seekable():
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        yield copy


def write_table(headings: list[str], rows: Iterable[list[str]], *, format: str) -> Iterator[bytes]:
    """The file of a table in pieces; ``rows`` are read as the pieces are consumed.

    Each row has as many texts as there are headings. Reading the file gives the same texts. Raises TableError for a
    text that the format cannot hold. The pieces of XLSX come when all rows are read.
    """
    if format == "xlsx":
        return write_workbook(headings, rows)
    return write_delimited(headings, rows, "\t" if format == "tsv" else ",")
