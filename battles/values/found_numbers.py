"""Finds the numbers of a running text: figures, dates, designations, and numbers of references.

The rules of one figure are those of ``numerals``. What a number is, the text around it decides:

* Addresses, ISBNs, DOIs, pages, volumes, notes and marks of footnotes are references. In a reference itself, a number
  that counts nothing is one too.
* Numbers with a designation, an ordinal, a type (九二式, Ki-27), a hill or a calibre are designations.
* Four digits without a separator, from 1400 to 2099, that count nothing are a year; this is not sure.
* A day with a word of duration (激戰十日, 十日間) is a number of days.

What the reader is not sure of says so, and why (see ``Doubt``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from battles.values.number_subjects import Subject, subjects_of
from battles.values.numeral_values import DIGIT, HAN, UNITS, WORDS
from battles.values.numerals import (
    DESIGNATION,
    FILLER,
    NAMES,
    NUMBER,
    ORDINALS,
    Figure,
    StatedDate,
    dates_in,
    figures_in,
    number,
    prepared,
)
from battles.values.typed_dates import edtf_of

EARLIEST_YEAR, LATEST_YEAR = 1400, 2099
# No address or list of pages is longer, in characters.
LONGEST_ADDRESS = 2_000
# Words that make a number doubtful are sought no further away, in characters.
NEAR = 20


class NumberKind(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    DESIGNATION = "designation"
    REFERENCE = "reference"


class Doubt(StrEnum):
    """Why a reading is not sure; of a figure, ``figure_phrases`` has the sentence."""

    NONE = ""
    ROUND = "round"
    ARTICLE = "article"
    DECIMAL = "decimal"
    GLUED = "glued"
    DAYS = "days"
    BROKE_THROUGH = "broke_through"
    RATE = "rate"
    CHANGED = "changed"
    YEAR = "year"
    NO_YEAR = "no_year"
    PART = "part"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in a text: ``start`` and ``end`` in the text that was read.

    Of a figure, ``figure`` has the bounds and the qualifier, and ``subject`` what is counted and the span of the whole
    phrase; of a date, ``date`` is EDTF, empty if the text does not give it whole; of a designation, ``ordinals`` are
    its numbers.
    """

    kind: NumberKind
    start: int
    end: int
    text: str
    doubt: Doubt = Doubt.NONE
    figure: Figure | None = None
    subject: Subject | None = None
    date: str = ""
    ordinals: tuple[int, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.doubt == Doubt.NONE


# Marks of footnotes and of lists, which normal form KC would turn into digits beside a number: 300¹, ①.
MARKS = dict.fromkeys([*map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"), *range(0x2460, 0x2500), *range(0x2776, 0x2794)], "\0")

LATIN = r"[^\s\u2e80-\uffff]"
REFERENCES = [
    re.compile(rf"(?:https?://|www\.){LATIN}{{1,{LONGEST_ADDRESS}}}|(?<![\d.])10\.\d{{4,9}}/{LATIN}{{1,200}}"),
    re.compile(r"is[bs]n(?:-1[03])?:? ?[\dx][\dx–-]*(?: [\dx–-]{1,5}(?![\dx,.]))*"),
    re.compile(
        r"(?<![a-z])(?:pp?|pages?|pgs?|vols?|volumes?|chapters?|chap|fn|notes?|footnotes?|figs?|tables?|articles?|¶|§)"
        r"\.? ?\d{1,4}(?:[-–,，] ?\d{1,4}(?!\d))*(?!\d|[.,]\d|%)"
    ),
    re.compile(rf"第?{NUMBER}(?:[-–至~、]{NUMBER})?页|页 ?\d{{1,4}}(?:[-–、]\d{{1,4}})*|注\d{{1,3}}"),
    re.compile(rf"第{NUMBER}(?:[章条节卷期册款项版回]|集(?!团)|部分)|\d{{1,3}}卷|\d{{1,3}}期"),
    re.compile(r"\[(?:注 ?)?\d{1,3}\]"),
    re.compile(r"^\s*[(（]?\d{1,2}[.、)）](?!\d)"),
]
UNIT_WORD = (
    r" ?(?:(?:independent|infantry|cavalry|artillery|tank|naval|air|field|new|route|mixed|guards?|rifle) ?){0,2}"
    r"(?:division|army|corps|brigade|regiment|battalion|squadron|fleet|group|company|detachment)s?(?: group)?"
)
TYPES = [
    # A type, a hill, a road, a calibre. A word of letters and digits is a name.
    re.compile(r"(?<![a-z])(?:(?:type|hill|route|point) ?|nos?\. ?)\d{1,4}(?![\d,.]*\d)"),
    re.compile(r"(?<![a-z\d])(?!c?a?\.)[a-z]{1,3}-?\d{1,4}[a-z]?(?![a-z\d,.])"),
    re.compile(
        rf"(?:\d{{1,4}}|{DIGIT}{{1,4}})(?:年?式|高地|号)|(?<![\d.,])\d{{1,3}}(?:\.\d+)? ?(?:mm|cm|毫米|厘米|粍|糎)"
    ),
    re.compile(
        r"(?<![a-z])(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth)"
        rf"{UNIT_WORD}(?![a-z])"
    ),
    re.compile(
        rf"(?<![\d,])\d{{1,3}}(?:st|nd|rd|th)(?:(?:,| and|,? ?&) ?\d{{1,3}}(?:st|nd|rd|th)){{0,9}}(?:{UNIT_WORD})?"
    ),
]
BEHIND_ORDINAL = re.compile(f"独?立?混?成?(?:{DESIGNATION})?")

TIMES = re.compile(
    rf"(?:\d{{1,2}}|(?<=[午晨晚夜]){HAN}{{1,3}})[时点](?!间)(?:\d{{1,2}}分|半)?|(?<![\d:])\d{{1,2}}:\d\d(?![\d:])"
    r"|(?<![\d,.])[012]\d[0-5]\d ?(?:hours|hrs)(?![a-z])|(?<![\d,.])\d{1,2} ?[ap]\.?m\.?(?![a-z])"
)
SHORT_YEARS = re.compile(r"(?<![\d.,])1[4-9]\d\d[-–~/]\d\d(?![\d,.])|(?<![\d.,])1[4-9]\d0s(?![a-z])")
DURATION_BEFORE = re.compile(
    r"(?:经过?|历时?|持续|为期|长达|连续|连日|前后|激战|血战|苦战|鏖战|恶战|坚守|死守|围攻|历|凡|共)了?(?:约|近)?$"
)
DURATION_AFTER = re.compile("(?:之久|之?间|有?余|多|以来|夜|内)")
LONE_DAY = re.compile(rf"({NUMBER})日")
YEARS = re.compile(r"\d{4}(?: ?(?:[-–—~至到]|to|and|or) ?\d{4})?")
FRACTION = re.compile(r"\d\.(\d+)$")
BESIDE = re.compile("[a-z0-9.½¼¾⅓⅔±×]")
# Words before a number that make it another one: half of, twice, a couple of, not.
CHANGED_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:half|third|quarter|twice|double|triple|times|couple|not|minus|plus)(?: of)?(?: the| an?)? $"
    r"|[½¼¾⅓⅔] $|(?:半数|一半|减|加|除|乘)$)"
)
FORMS_OF_ONE = ("一", "one", "1")
# “突破50個軍” may say more than 50 corps, or that they were broken through.
BROKE_THROUGH = re.compile(rf"突破{FILLER}")
RATE_BEFORE = re.compile("每[^,，。]{0,4}$|各(?:有|为)?$|(?<![a-z])(?:every|each) $")
RATE_AFTER = re.compile(r"(?: [a-z]+)? (?:each|per(?! ?cent)|apiece|a day|a month)(?![a-z])|[名人个]?每")
SMALL_WORDS = {word for word, value in WORDS.items() if value < 20}


def find_numbers(text: str, *, in_reference: bool = False) -> list[FoundNumber]:
    """All numbers of a text, in order; none overlaps another.

    ``in_reference`` is for the text of a footnote, where a bare number is a page or a year.
    """
    plain, places = prepared(text.translate(MARKS))
    finder = Finder(text, plain, places, in_reference)
    return sorted(finder.found(), key=lambda found: found.start)


class Finder:
    """The reading of one text, kind by kind: what one step has found is masked for the next."""

    def __init__(self, text: str, plain: str, places: list[int], in_reference: bool):
        self.text, self.plain, self.places = text, plain, places
        self.rest = plain
        self.in_reference = in_reference

    def found(self) -> Iterator[FoundNumber]:
        yield from self.matches(NumberKind.REFERENCE, REFERENCES)
        yield from self.matches(NumberKind.DESIGNATION, [NAMES])
        yield from self.dates()
        yield from self.matches(NumberKind.DATE, [TIMES, SHORT_YEARS])
        yield from self.designations()
        yield from self.figures()

    def take(self, kind: NumberKind, start: int, end: int, **values) -> FoundNumber:
        """The number between these positions of the prepared text, which later steps do not see."""
        first, last = self.places[start], self.places[end - 1] + 1
        return FoundNumber(kind, first, last, self.text[first:last], **values)

    def mask(self, spans: list[tuple[int, int]]):
        pieces, position = [], 0
        for start, end in spans:
            pieces += [self.rest[position:start], "\0" * (end - start)]
            position = end
        self.rest = "".join([*pieces, self.rest[position:]])

    def matches(self, kind: NumberKind, patterns: list[re.Pattern]) -> Iterator[FoundNumber]:
        for pattern in patterns:
            spans = [match.span() for match in pattern.finditer(self.rest)]
            self.mask(spans)
            yield from (self.take(kind, *span) for span in spans)

    def dates(self) -> Iterator[FoundNumber]:
        spans = []
        for date in dates_in(self.rest):
            if self.is_word(date) or self.is_duration(date):
                continue
            spans.append((date.start, date.end))
            yield self.take(NumberKind.DATE, date.start, date.end, date=edtf_of(date), doubt=self.doubt_of_date(date))
        self.mask(spans)

    def is_word(self, date: StatedDate) -> bool:
        """Whether an English month is a word in small letters: “they may”, “the march”."""
        months = [
            place
            for place in range(date.start, date.end)
            if self.plain[place].isascii() and self.plain[place].isalpha()
        ]
        return bool(months) and self.text[self.places[months[0]]].islower()

    def is_duration(self, date: StatedDate) -> bool:
        if not LONE_DAY.fullmatch(self.rest, date.start, date.end):
            return False
        return bool(
            DURATION_BEFORE.search(self.rest, max(date.start - NEAR, 0), date.start)
            or DURATION_AFTER.match(self.rest, date.end)
        )

    def doubt_of_date(self, date: StatedDate) -> Doubt:
        if date.part:
            return Doubt.PART
        stated = str(date.year) in self.rest[date.start : date.end] or "年" in self.rest[date.start : date.end]
        return Doubt.NONE if date.year is not None and stated else Doubt.NO_YEAR

    def designations(self) -> Iterator[FoundNumber]:
        for pattern in [*TYPES, *ORDINALS[:3]]:
            spans = []
            for match in pattern.finditer(self.rest):
                end = match.end()
                if pattern in ORDINALS:
                    end = BEHIND_ORDINAL.match(self.rest, end).end()
                spans.append((match.start(), end))
                stated = (
                    [number(one) for one in re.findall(NUMBER, match[0])] if pattern in [*ORDINALS, TYPES[-1]] else []
                )
                yield self.take(NumberKind.DESIGNATION, match.start(), end, ordinals=tuple(stated))
            self.mask(spans)

    def figures(self) -> Iterator[FoundNumber]:
        figures = figures_in(self.rest)
        subjects = subjects_of(self.rest, ((figure.start, figure.end) for figure in figures))
        for figure, subject in zip(figures, subjects, strict=True):
            first, last = self.places[figure.start], self.places[figure.end - 1] + 1
            placed = replace(figure, start=first, end=last)
            counts = bool(subject.counted or subject.category)
            is_bare = figure.qualifier in ("exact", "range") and not counts and self.rest[figure.start].isdigit()
            if is_bare and self.is_year(figure):
                date = "/".join(str(year) for year in dict.fromkeys((figure.low, figure.high)))
                yield self.take(NumberKind.DATE, figure.start, figure.end, date=date, doubt=Doubt.YEAR)
            elif is_bare and self.in_reference and self.rest[figure.end - 1].isdigit():
                yield self.take(NumberKind.REFERENCE, figure.start, figure.end, doubt=Doubt.BARE)
            else:
                subject = replace(
                    subject, start=self.places[subject.start], end=self.places[max(subject.end, figure.end) - 1] + 1
                )
                values = {"figure": placed, "subject": subject, "doubt": self.doubt_of_figure(figure, counts)}
                yield self.take(NumberKind.FIGURE, figure.start, figure.end, **values)

    def is_year(self, figure: Figure) -> bool:
        is_written_so = YEARS.fullmatch(self.rest, figure.start, figure.end)
        return bool(is_written_so) and EARLIEST_YEAR <= figure.low <= figure.high <= LATEST_YEAR

    def doubt_of_figure(self, figure: Figure, counts: bool) -> Doubt:
        words = self.rest[figure.start : figure.end]
        if words.isascii() and self.is_glued(figure):
            return Doubt.GLUED
        if any(len(fraction) > 2 for fraction in FRACTION.findall(words)):
            return Doubt.DECIMAL
        if words != "十" and all(mark in UNITS for mark in words) and figure.qualifier == "exact":
            return Doubt.ROUND
        if CHANGED_BEFORE.search(self.rest, max(figure.start - NEAR, 0), figure.start):
            return Doubt.CHANGED
        if RATE_BEFORE.search(self.rest, max(figure.start - NEAR, 0), figure.start):
            return Doubt.RATE
        if RATE_AFTER.match(self.rest, figure.end):
            return Doubt.RATE
        if BROKE_THROUGH.search(self.rest, max(figure.start - NEAR, 0), figure.start):
            return Doubt.BROKE_THROUGH
        if not counts and (words in FORMS_OF_ONE or words in SMALL_WORDS):
            return Doubt.ARTICLE
        return Doubt.NONE

    def is_glued(self, figure: Figure) -> bool:
        """Whether a letter, a digit or a minus stands at the number; a point that ends a sentence does not count."""
        before, after = self.rest[max(figure.start - 2, 0) : figure.start], self.rest[figure.end : figure.end + 2]
        if before.endswith("-"):
            return not before[:-1].isalnum()
        return bool(BESIDE.match(before[-1:]) or (BESIDE.match(after) and (after[0] != "." or after[1:].isdigit())))
