"""Tables in files: CSV, TSV and XLSX, read strictly row by row, and written so that reading gives the same text."""

from battles.tabular.blank_tables import BlankColumn, write_blank_table
from battles.tabular.encodings import ENCODINGS
from battles.tabular.errors import Candidate, EncodingUnknown, RowError, TableError, UnknownHeadings, listed, shown
from battles.tabular.headings import with_known_headings
from battles.tabular.tables import FORMATS, Table, read_table, seekable, write_table

__all__ = [
    "ENCODINGS",
    "FORMATS",
    "BlankColumn",
    "Candidate",
    "EncodingUnknown",
    "RowError",
    "Table",
    "TableError",
    "UnknownHeadings",
    "listed",
    "read_table",
    "seekable",
    "shown",
    "with_known_headings",
    "write_blank_table",
    "write_table",
]
