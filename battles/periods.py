"""Whether the time from one EDTF date to another includes a day."""

from battles import edtf

SURE, POSSIBLE, UNKNOWN, OUTSIDE = "sure", "possible", "unknown", "outside"
# Qualifications of EDTF: uncertain, approximate, both.
DOUBTFUL = set("?~%")
OPEN = edtf.Span(None, None)


def inclusion(start: str, end: str, day: int) -> str:
    """How surely the day, a day number, lies in the time from ``start`` to ``end``, EDTF dates or empty.

    SURE where it had begun by then and had not ended yet, both being dated without doubt; OUTSIDE where the day
    is before any day that the start may mean, or after any that the end may mean; UNKNOWN where neither is dated;
    POSSIBLE otherwise. Raises ValueError for what is no EDTF date.
    """
    if not start and not end:
        return UNKNOWN
    begins = edtf.parse(start) if start else OPEN
    ends = edtf.parse(end) if end else OPEN
    if (begins.earliest is not None and day < begins.earliest) or (ends.latest is not None and ends.latest < day):
        return OUTSIDE
    had_begun = begins.latest is not None and begins.latest <= day
    had_not_ended = ends.earliest is not None and day <= ends.earliest
    return SURE if had_begun and had_not_ended and DOUBTFUL.isdisjoint(start + end) else POSSIBLE


def day_number(text: str) -> int:
    """The day number of an EDTF date that names one day; ValueError, with a sentence, for any other."""
    span = edtf.parse(text)
    match = edtf.DATE.fullmatch(text)
    if not match or span.earliest != span.latest or match["mark"]:
        raise ValueError(f"“{text}” is not one day: write year, month and day, such as 1938-09-06.")
    return span.earliest
