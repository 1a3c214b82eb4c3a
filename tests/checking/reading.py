"""How well the numbers of a document are read, held against the records that people made of it.

``python -m tests.checking.reading [FOLDER]`` prints the figures and every miss, for document 002 in the folder.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import django
from django.conf import settings

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuhan.settings")
    django.setup()

from battles.checking.documents import Document, places_of, without_space
from battles.values.figure_phrases import read_phrase
from battles.values.found_numbers import FoundNumber, NumberKind, find_numbers

ROOT = Path(settings.BASE_DIR)
# The texts belong to their authors and are not in the repository; they lie beside it where it is built.
DOCUMENTS = ROOT.parent / "shared" / "documents"
SOURCE = "zhwiki-wuhan"
STATEMENTS = (
    "figure_claims",
    "date_claims",
    "names",
    "appointments",
    "subordinations",
    "participations",
    "outcome_claims",
)


@dataclass
class Miss:
    locator: str
    wording: str
    entered: str
    read: str
    hint: str = ""

    def __str__(self):
        return f"  {self.locator} {self.wording}: entered {self.entered}; read {self.read or 'nothing'}. {self.hint}"


@dataclass
class Measured:
    """The figures of one document, and what the reader misses of them."""

    claims: int = 0
    with_number: int = 0
    not_found: list[Miss] = field(default_factory=list)
    open_numbers: int = 0
    no_figure: list[str] = field(default_factory=list)
    no_statement: list[str] = field(default_factory=list)
    exact: int = 0
    clicked: int = 0
    clicked_doubted: list[Miss] = field(default_factory=list)
    clicked_wrong: list[Miss] = field(default_factory=list)
    empty: list[Miss] = field(default_factory=list)
    doubted: list[Miss] = field(default_factory=list)
    wrong: list[Miss] = field(default_factory=list)
    counted: int = 0
    category: int = 0
    wrong_subjects: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"figure claims: {self.claims}, with a number: {self.with_number}"
        found = self.with_number - len(self.not_found)
        yield f"found as open numbers in their place: {found} of {self.with_number} ({found / self.with_number:.1%})"
        yield from map(str, self.not_found)
        yield f"open numbers with no claim entered: {self.open_numbers}"
        yield f"of them in the wording of no figure claim: {len(self.no_figure)}"
        yield from (f"  {one}" for one in self.no_figure)
        yield f"of them in the wording of no statement at all: {len(self.no_statement)}"
        yield f"prefilled exactly from the wording: {self.exact} of {self.claims} ({self.exact / self.claims:.1%})"
        for title, misses in (
            ("wrong without a mark of doubt", self.wrong),
            ("filled with a mark of doubt", self.doubted),
            ("left empty with a hint", self.empty),
        ):
            yield f"{title}: {len(misses)}"
            yield from map(str, misses)
        yield f"filled exactly from the open number in the running text: {self.clicked} of {self.with_number}"
        for title, misses in (
            ("wrong without a mark of doubt", self.clicked_wrong),
            ("filled with a mark of doubt", self.clicked_doubted),
        ):
            yield f"{title}: {len(misses)}"
            yield from map(str, misses)
        yield f"counted filled and right: {self.counted}, category: {self.category}"
        yield f"counted or category filled and wrong: {len(self.wrong_subjects)}"
        yield from (f"  {one}" for one in self.wrong_subjects)


def statements() -> Iterator[tuple[str, dict]]:
    for kind in STATEMENTS:
        for path in sorted(ROOT.glob(f"fixtures/*/{kind}.json")):
            rows = json.loads(path.read_text(encoding="utf-8"))
            yield from ((kind, row["fields"]) for row in rows if row["fields"]["source"] == [SOURCE])


def spans_of(wording: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the wording stands in the text."""
    wanted = without_space(wording)
    return ((start, start + len(wanted)) for start in places_of(wanted, text)) if wanted else iter(())


def figure(low, high, qualifier) -> str:
    return f"{'' if low is None else low:}..{'' if high is None else high} {qualifier}"


def measure(folder: Path = DOCUMENTS) -> Measured:
    measured = Measured()
    (path,) = folder.glob("002_*.txt")
    document = Document.read(path)
    parts = {
        (number, part): text
        for number, paragraph in enumerate(document.paragraphs, 1)
        for part, text in enumerate((paragraph.text, *paragraph.references))
    }
    found = {place: find_numbers(text, in_reference=place[1] > 0) for place, text in parts.items()}
    stood_on = {True: set(), False: set()}
    for kind, row in statements():
        number = int(row["locator"].removeprefix("¶").split("-")[0])
        spans = {
            (place, span)
            for place, text in parts.items()
            if place[0] == number
            for span in spans_of(row["wording"], text)
        }
        stood_on[kind == "figure_claims"] |= spans
        if kind == "figure_claims":
            measured.claims += 1
            look_up(measured, row, [one for place, span in spans for one in within(found[place], span)])
            prefill(measured, row)
    for place, numbers in found.items():
        for one in numbers:
            if one.kind != NumberKind.FIGURE:
                continue
            measured.open_numbers += 1
            stands = {
                is_figure: any(at == place and start < one.end and one.start < end for at, (start, end) in spans)
                for is_figure, spans in stood_on.items()
            }
            around = parts[place][max(one.start - 8, 0) : one.end + 8]
            if not stands[True]:
                measured.no_figure.append(f"¶{place[0]} {one.text} in “{around}” {one.doubt}")
                if not stands[False]:
                    measured.no_statement.append(one.text)
    return measured


def within(numbers: list[FoundNumber], span: tuple[int, int]) -> list[FoundNumber]:
    start, end = span
    return [one for one in numbers if one.kind == NumberKind.FIGURE and start <= one.start and one.end <= end]


def entered(row: dict) -> tuple:
    low, high = (None if row.get(bound) is None else Decimal(str(row[bound])) for bound in ("low", "high"))
    return low, high, row.get("qualifier", "exact")


def look_up(measured: Measured, row: dict, numbers: list[FoundNumber]):
    """Whether the reader lists the number of the claim, if its wording has one."""
    low, high, qualifier = entered(row)
    if low is None and high is None:
        return
    measured.with_number += 1
    bounds = {low, high} - {None}
    if not any(bounds & {one.figure.low, one.figure.high} for one in numbers):
        read = ", ".join(one.text for one in numbers)
        measured.not_found.append(Miss(row["locator"], row["wording"], figure(low, high, qualifier), read))
        return
    readings = {(one.figure.low, one.figure.high, one.figure.qualifier): one for one in numbers}
    if (low, high, qualifier) in readings and readings[low, high, qualifier].is_sure:
        measured.clicked += 1
        return
    is_doubted = all(not one.is_sure for one in numbers)
    misses = measured.clicked_doubted if is_doubted else measured.clicked_wrong
    read = ", ".join(figure(*one) for one in readings)
    misses.append(Miss(row["locator"], row["wording"], figure(low, high, qualifier), read))


def prefill(measured: Measured, row: dict):
    """Whether the figure box is filled from the wording as it was entered."""
    reading = read_phrase(row["wording"])
    read = (reading.low, reading.high, reading.qualifier)
    miss = Miss(
        row["locator"], row["wording"], figure(*entered(row)), figure(*read) if reading.qualifier else "", reading.hint
    )
    if not reading.qualifier:
        measured.empty.append(miss)
    elif not reading.is_sure:
        measured.doubted.append(miss)
    elif read == entered(row):
        measured.exact += 1
    else:
        measured.wrong.append(miss)
    if not reading.is_sure:
        return
    for column, default in (("counted", "persons"), ("category", "")):
        stated, stands = getattr(reading, column), row.get(column, default)
        if stated == stands:
            setattr(measured, column, getattr(measured, column) + 1)
        elif stated:
            measured.wrong_subjects.append(f"{row['locator']} {row['wording']}: {column} {stands}, read {stated}")


def main():
    print("\n".join(measure(*map(Path, sys.argv[1:])).lines()))


if __name__ == "__main__":
    main()
