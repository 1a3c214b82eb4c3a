"""Rules that find what is wrong with records: wordings not in the text, figures and dates that cannot be.

A rule about one row serves a row that is not saved too. Where a row departs from its wording, or a source says
what cannot be, the note may say why: see ``explains`` for the form of such a note.
"""

from battles.checking.findings import Finding, explains
from battles.checking.records import RecordCheck, check_row, check_some

__all__ = ["Finding", "RecordCheck", "check_row", "check_some", "explains"]
