"""All that is marked in a paragraph: phrases behind statements, and names of entities."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from battles.checking.documents import WHITE_SPACE, places_of
from battles.checking.printed import PrintedParagraph
from battles.models import SourceParagraph
from battles.reading.entity_names import FoundName, NameIndex
from battles.reading.statements import Located


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a text that means something: ``what`` it is decides how it is shown."""

    start: int
    end: int
    what: Located | FoundName


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a text in which the same marks hold, possibly none."""

    words: str
    statements: tuple[Located, ...] = ()
    names: tuple[FoundName, ...] = ()


@dataclass
class MarkedParagraph:
    """A paragraph with its marks: the ``parts`` of its words before, between and after its references, and these."""

    paragraph: SourceParagraph
    parts: list[list[Segment]] = field(default_factory=list)
    references: list[list[Segment]] = field(default_factory=list)
    is_blank: bool = False
    # The statements of the paragraph, with whether their wording is found in it.
    statements: list[tuple[Located, bool]] = field(default_factory=list)


class BareText:
    """A text without its white space, which does not count when a wording is looked up."""

    def __init__(self, text: str):
        self.text = text
        self.places = [place for place, character in enumerate(text) if not character.isspace()]
        self.bare = "".join([text[place] for place in self.places])

    def find(self, wording: str) -> Iterator[tuple[int, int]]:
        """Where the wording begins and ends in the text, each time that it occurs."""
        if wanted := WHITE_SPACE.sub("", wording):
            for start in places_of(wanted, self.bare):
                yield self.places[start], self.places[start + len(wanted) - 1] + 1


def marked(paragraphs: list[SourceParagraph], statements: Iterable[Located], names: NameIndex) -> list[MarkedParagraph]:
    """The paragraphs of a sheet with all their marks."""
    texts = {
        paragraph.number: [BareText(paragraph.words), *(BareText(text) for _place, text in paragraph.references)]
        for paragraph in paragraphs
    }
    marks = {number: [[] for _part in parts] for number, parts in texts.items()}
    listed = {number: [] for number in texts}
    for located in statements:
        for number, is_found in places_on_sheet(located, texts, marks):
            listed[number].append((located, is_found))
    shown = []
    for paragraph in paragraphs:
        words, *references = (
            segments(part.text, [*found, *(Mark(name.start, name.end, name) for name in names.names_in(part.text))])
            for part, found in zip(texts[paragraph.number], marks[paragraph.number], strict=True)
        )
        parts = split_at(words, [place for place, _text in paragraph.references])
        shown.append(MarkedParagraph(paragraph, parts, references, is_blank(paragraph), listed[paragraph.number]))
    return shown


def is_blank(paragraph) -> bool:
    return PrintedParagraph(paragraph.words, paragraph.references).is_blank


def places_on_sheet(located, texts, marks) -> Iterator[tuple[int, bool]]:
    """Mark the wording of the statement, and yield the number of each paragraph with it.

    Without its wording, the statement is listed at the first of its paragraphs, if that is on the sheet.
    """
    is_found = False
    for number in located.numbers:
        spans = [
            (part, start, end)
            for part, text in enumerate(texts.get(number, ()))
            for start, end in text.find(located.statement.wording)
        ]
        for part, start, end in spans:
            marks[number][part].append(Mark(start, end, located))
        if spans:
            is_found = True
            yield number, True
    if not is_found and located.numbers.start in texts:
        # The wording may be on the next sheet.
        yield located.numbers.start, located.numbers.stop - 1 not in texts


def segments(text: str, marks: list[Mark]) -> list[Segment]:
    """The text in pieces, each with the marks that hold in all of it."""
    edges = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    found = []
    for start, end in pairwise(edges):
        here = [mark.what for mark in marks if mark.start <= start and end <= mark.end]
        statements = tuple(what for what in here if isinstance(what, Located))
        names = tuple(what for what in here if isinstance(what, FoundName))
        found.append(Segment(text[start:end], statements, names))
    return found


def split_at(pieces: list[Segment], places: Iterable[int]) -> list[list[Segment]]:
    """The segments in as many lists as there are places and one more: those before each place, and those after all."""
    parts, part, at = [], [], 0
    waiting = list(pieces)
    for place in places:
        while waiting and at < place:
            piece = waiting.pop(0)
            room = place - at
            if len(piece.words) > room:
                rest = Segment(piece.words[room:], piece.statements, piece.names)
                piece = Segment(piece.words[:room], piece.statements, piece.names)
                waiting.insert(0, rest)
            part.append(piece)
            at += len(piece.words)
        parts.append(part)
        part = []
    return [*parts, waiting]
