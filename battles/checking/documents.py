"""Texts of sources: the places that locators name, and the wordings in them.

White space does not count when a wording is looked up. See ``printed`` for what a paragraph is.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.utils.translation import gettext as _

from battles.checking.printed import PrintedParagraph, printed_paragraphs
from battles.models import SourceParagraph

WHITE_SPACE = re.compile(r"\s+")
LOCATOR = re.compile(r"¶(\d+)(?:[-–](\d+))?")
PAGE_LOCATOR = re.compile(r"\bpp?\.\s*(\d+)(?:[-–](\d+))?|第\s*(\d+)(?:[-–](\d+))?\s*[頁页]")
# A position within a number: after a digit and before its continuation, or between two Chinese numerals.
HAN_UNITS = "十百千萬万億亿"
HAN_NUMERALS = f"〇零一二三四五六七八九{HAN_UNITS}"
CUT_NUMBER = re.compile(
    rf"(?<=\d)(?:\d|\.\d|,\d{{3}}|[{HAN_UNITS}])|(?<=\d\.)\d|(?<=\d,)\d{{3}}|(?<=[{HAN_NUMERALS}])[{HAN_NUMERALS}]"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text and the texts of its references, without white space."""

    text: str
    references: tuple[str, ...] = ()

    def has(self, wording: str) -> bool:
        """Whether the paragraph contains the wording, and not within a longer number: 5萬 is not in 15萬."""
        wanted = without_space(wording)
        return any(occurs_whole(wanted, text) for text in (self.text, *self.references))


@dataclass(frozen=True)
class Places:
    """The places of a text that locators name: the number of its paragraphs, and the first and last of each page."""

    count: int
    pages: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, pages: list[str]) -> "Places":
        """The places in a text whose paragraphs are on these pages."""
        found: dict[str, tuple[int, int]] = {}
        for number, page in enumerate(pages, 1):
            if page:
                found[page] = (found.get(page, (number,))[0], number)
        return cls(len(pages), found)

    def numbers(self, locator: str) -> range:
        """The numbers of the paragraphs of a locator such as ¶16, ¶16-17 or, in a text that marks pages, p. 214.

        Raises ValueError with a sentence if there are none.
        """
        match = LOCATOR.search(locator)
        if not match:
            return self.numbers_of_page(locator)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= self.count:
            sentence = _("“%(locator)s” is not in the document: it has %(number)d paragraphs.")
            raise ValueError(sentence % {"locator": locator, "number": self.count})
        return range(first, last + 1)

    def numbers_of_page(self, locator):
        match = PAGE_LOCATOR.search(locator) if self.pages else None
        if not match:
            raise ValueError(_("“%s” names no paragraph. Write ¶ and its number.") % locator)
        begin, end = match[1] or match[3], match[2] or match[4]
        if begin not in self.pages or (end or begin) not in self.pages:
            raise ValueError(_("“%s” is not in the document: it marks no such page.") % locator)
        # The first paragraph of a page may have begun on the page before.
        first, last = self.pages[begin][0], self.pages[end or begin][1]
        return range(max(1, first - 1), last + 1)


class Document:
    """The text of a source, paragraph by paragraph, counted from 1."""

    def __init__(self, text: str):
        self.take(printed_paragraphs(text))

    @classmethod
    def read(cls, path: Path) -> "Document":
        return cls(path.read_text(encoding="utf-8-sig"))

    @classmethod
    def of(cls, paragraphs: Iterable[PrintedParagraph]) -> "Document":
        document = cls.__new__(cls)
        document.take(paragraphs)
        return document

    def take(self, paragraphs: Iterable[PrintedParagraph]):
        self.paragraphs, pages = [], []
        for paragraph in paragraphs:
            references = tuple(without_space(text) for _place, text in paragraph.references)
            self.paragraphs.append(Paragraph(without_space(paragraph.words), references))
            pages.append(paragraph.page)
        self.places = Places.of(pages)

    def at(self, locator: str) -> list[Paragraph]:
        """The paragraphs of a locator (see ``Places.numbers``)."""
        numbers = self.places.numbers(locator)
        return self.paragraphs[numbers.start - 1 : numbers.stop - 1]

    def paragraphs_with(self, wording: str) -> list[int]:
        """The numbers of all paragraphs that contain the wording."""
        return [number for number, paragraph in enumerate(self.paragraphs, 1) if paragraph.has(wording)]


def kept_documents(texts: Iterable[int]) -> dict[int, Document]:
    """The documents of texts that the site keeps, given by their keys, by the key of their source; one query."""
    rows = SourceParagraph.objects.filter(text__in=list(texts)).order_by("text", "number")
    rows = rows.values_list("text__source", "words", "references", "page").iterator()
    return {
        source: Document.of(PrintedParagraph(*row) for _source, *row in group)
        for source, group in groupby(rows, key=itemgetter(0))
    }


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def without_space(text: str) -> str:
    return WHITE_SPACE.sub("", text)


def occurs_whole(wanted: str, text: str) -> bool:
    return not wanted or next(places_of(wanted, text), None) is not None


def places_of(wanted: str, text: str) -> Iterator[int]:
    """The places in the text at which the words begin, but for those within a longer number."""
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not any(CUT_NUMBER.match(text, place) for place in (start, end)):
            yield start
        start = text.find(wanted, start + 1)
