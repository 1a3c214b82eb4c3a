"""Tables in files: CSV, TSV and XLSX, read strictly row by row, and written so that reading gives the same text."""

from battles.tabular.encodings import ENCODINGS
from battles.tabular.errors import Candidate, EncodingUnknown, RowError, TableError
from battles.tabular.headings import check_headings
from battles.tabular.tables import FORMATS, Table, read_table, seekable, write_table

__all__ = [
    "ENCODINGS",
    "FORMATS",
    "Candidate",
    "EncodingUnknown",
    "RowError",
    "Table",
    "TableError",
    "check_headings",
    "read_table",
    "seekable",
    "write_table",
]
