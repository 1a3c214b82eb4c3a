"""Findings, and the notes that explain them away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from battles.models import (
    Appointment,
    Campaign,
    Commander,
    DateClaim,
    Engagement,
    FigureClaim,
    Name,
    OutcomeClaim,
    Participation,
    Source,
    Subordination,
)

STATEMENTS = {
    "names": Name,
    "appointments": Appointment,
    "subordinations": Subordination,
    "participations": Participation,
    "claims": FigureClaim,
    "dateclaims": DateClaim,
    "outcomeclaims": OutcomeClaim,
}
# Other records with columns that are checked.
RECORDS = {"sources": Source, "campaigns": Campaign, "engagements": Engagement, "commanders": Commander}
LABELS = {model: label for label, model in (STATEMENTS | RECORDS).items()}
SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")
NUMBER = re.compile(r"(?<![¶\d.-])\d+(?:\.\d+)?(?:-\d+)?")
BETWEEN = r"[^\d.;]{1,10}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that a rule found: an error makes the check fail, a warning does not."""

    severity: str
    rule: str
    model: str
    ref: str
    sentence: str


def explains(note: str, written: Iterable[str], stored: Iterable[str]) -> bool:
    """Whether a note explains how the row follows from the wording: "百萬 is read as about 1,000,000".

    The note must say, in one sentence without other numbers between: a ``written`` number or date of the wording, if
    there is any; then is, are, as, means or =; then the ``stored`` values. Other notes do not count. If the row
    changes, its note no longer counts.
    """
    if not note:
        return False
    text, stored = without_separators(note), [re.escape(value) for value in stored]
    beginnings = [rf"(?<!\d){re.escape(without_separators(words))}(?!\d)[^\d.;]*?" for words in written] or [""]
    return any(
        re.search(rf"{beginning}(?:\b(?:is|are|as|means)\b|=)[^\d.;]*(?<!¶){BETWEEN.join(stored)}(?!\d|[-.]\d)", text)
        for beginning in beginnings
    )


def has_numbers(note: str, numbers: Iterable[str]) -> bool:
    """Whether a note contains all the numbers; paragraph numbers do not count."""
    return set(numbers) <= set(NUMBER.findall(without_separators(note)))


def without_separators(text: str) -> str:
    return SEPARATOR.sub("", text)


def error(rule: str, row, sentence: str) -> Finding:
    return Finding("error", rule, LABELS[row._meta.concrete_model], row.natural_key()[0], sentence)


def warning(rule: str, row, sentence: str) -> Finding:
    return Finding("warning", rule, LABELS[row._meta.concrete_model], row.natural_key()[0], sentence)
