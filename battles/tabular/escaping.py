"""Escaping of texts that a spreadsheet would take for a formula: an apostrophe, which reading removes.

OWASP advises this mark (https://owasp.org/www-community/attacks/CSV_Injection). Here it can be removed exactly:

- written: a text whose first character is guarded gets ``'`` before it, unless it is a plain negative number;
- read: a text that begins with ``'`` and a guarded character loses the ``'``.

The apostrophe is itself guarded, so that reading gives back what was written, for every text. A file written elsewhere
is read by the same rule: ``'=5`` in it is the text ``=5``, ``''quoted`` is ``'quoted``, and ``'tis`` stays.
"""

import re

# The signs that begin a formula, also full-width and small as East Asian spreadsheets accept them; white space, which a
# spreadsheet may trim first; and the apostrophe.
GUARDED = frozenset("=+-@＝＋－＠﹦﹢﹣﹫\t\n\r \u00a0\u3000'")
# A number is harmless. The date -0480 is not: a spreadsheet would write it as -480.
NEGATIVE_NUMBER = re.compile(r"-(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)

# No table contains NUL, so it can separate the cells of a row.
GUARDED_CELL = re.compile(f"\0[{re.escape(''.join(sorted(GUARDED)))}]")


def escape(text: str) -> str:
    if text[:1] in GUARDED and not NEGATIVE_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unescape(text: str) -> str:
    if text[:1] == "'" and text[1:2] in GUARDED:
        return text[1:]
    return text


def escape_row(cells: list[str]) -> list[str]:
    """The cells, escaped; one search of the joined row finds whether any needs it."""
    if GUARDED_CELL.search("\0" + "\0".join(cells)):
        return [escape(cell) for cell in cells]
    return cells
