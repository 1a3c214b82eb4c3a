"""Checks of records: wordings that are not in the text, and figures and dates that are wrong or impossible.

The rules for one row also work on a row that is not saved. If a row departs from its wording, or a source is wrong
itself, the editor's note can give the reason: see ``explains`` for the form of such a note.
"""

from battles.checking.columns import check_columns
from battles.checking.findings import Finding, explains
from battles.checking.records import RecordCheck, check_row, check_some
from battles.checking.short_titles import check_short_titles

__all__ = ["Finding", "RecordCheck", "check_columns", "check_row", "check_short_titles", "check_some", "explains"]
