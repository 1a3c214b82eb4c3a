"""Findings, and the notes that forestall them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from battles.models import (
    Appointment,
    DateClaim,
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
LABELS = {model: label for label, model in STATEMENTS.items()} | {Source: "sources"}
SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")
NUMBER = re.compile(r"(?<![¶\d.-])\d+(?:\.\d+)?(?:-\d+)?")
BETWEEN = r"[^\d.;]{1,10}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found wrong: an error makes the check fail, a warning is for an editor's eye."""

    severity: str
    rule: str
    model: str
    ref: str
    sentence: str


def explains(note: str, written: Iterable[str], stored: Iterable[str]) -> bool:
    """Whether a note says how a wording gives what the row has: "百萬 is read as about 1,000,000".

    It has one of the numbers or dates of the wording as ``written`` there, if there are any, then is, are, as,
    means or =, and then what the row has as ``stored``, in one sentence and without other numbers between. So no
    other note switches a check off, and a row that is changed later no longer agrees with its note.
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
    """Whether a note deals with all the numbers, numbers of paragraphs left aside."""
    return set(numbers) <= set(NUMBER.findall(without_separators(note)))


def without_separators(text: str) -> str:
    return SEPARATOR.sub("", text)


def error(rule: str, row, sentence: str) -> Finding:
    return Finding("error", rule, LABELS[row._meta.concrete_model], row.natural_key()[0], sentence)


def warning(rule: str, row, sentence: str) -> Finding:
    return Finding("warning", rule, LABELS[row._meta.concrete_model], row.natural_key()[0], sentence)
