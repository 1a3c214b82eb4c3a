"""Texts of sources: numbered paragraphs, reduced to the visible text.

The rules: a paragraph ends at a line break or at the characters U+3000 U+0020 U+3000; empty paragraphs do not count;
white space does not count when a wording is looked up.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mwparserfromhell
from django.utils.translation import gettext as _
from mwparserfromhell.nodes import Comment, ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink

PARAGRAPH_END = re.compile("\r\n|\r|\n|\u3000\u0020\u3000")
WHITE_SPACE = re.compile(r"\s+")
WIKITEXT = re.compile(r"\[\[|\{\{|<ref\b|^==+[^=]+==+\s*$", re.MULTILINE)
LOCATOR = re.compile(r"¶(\d+)(?:[-–](\d+))?")
# A position within a number: after a digit and before its continuation, or between two Chinese numerals.
HAN_UNITS = "十百千萬万億亿"
HAN_NUMERALS = f"〇零一二三四五六七八九{HAN_UNITS}"
CUT_NUMBER = re.compile(
    rf"(?<=\d)(?:\d|\.\d|,\d{{3}}|[{HAN_UNITS}])|(?<=\d\.)\d|(?<=\d,)\d{{3}}|(?<=[{HAN_NUMERALS}])[{HAN_NUMERALS}]"
)
# An infobox is a template over several paragraphs; its lines are "|name=value".
INFOBOX_FIELD = re.compile(r"^\|[^|=\[\]{}]*=")
# The parameters that a template prints, if it does not print all its values.
PRINTED_PARAMETERS = {"tsl": ["3"], "fact": ["1"]}
SILENT_TEMPLATES = {"ja icon", "reflist", "dead link", "-"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text and the texts of its references, without white space."""

    text: str
    references: tuple[str, ...] = ()

    def has(self, wording: str) -> bool:
        """Whether the paragraph contains the wording, and not within a longer number: 5萬 is not in 15萬."""
        wanted = without_space(wording)
        return any(occurs_whole(wanted, text) for text in (self.text, *self.references))


class Document:
    """The text of a source, paragraph by paragraph, counted from 1."""

    def __init__(self, text: str):
        is_wikitext = bool(WIKITEXT.search(text))
        pieces = [piece for piece in PARAGRAPH_END.split(text) if piece.strip()]
        self.paragraphs = [
            reduce_wikitext(piece) if is_wikitext else Paragraph(without_space(piece)) for piece in pieces
        ]

    @classmethod
    def read(cls, path: Path) -> "Document":
        return cls(path.read_text(encoding="utf-8-sig"))

    def at(self, locator: str) -> list[Paragraph]:
        """The paragraphs of a locator such as ¶16 or ¶16-17.

        Raises ValueError with a sentence if there are none.
        """
        match = LOCATOR.search(locator)
        if not match:
            raise ValueError(_("“%s” names no paragraph. Write ¶ and its number.") % locator)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= len(self.paragraphs):
            sentence = _("“%(locator)s” is not in the document: it has %(number)d paragraphs.")
            raise ValueError(sentence % {"locator": locator, "number": len(self.paragraphs)})
        return self.paragraphs[first - 1 : last]

    def paragraphs_with(self, wording: str) -> list[int]:
        """The numbers of all paragraphs that contain the wording."""
        return [number for number, paragraph in enumerate(self.paragraphs, 1) if paragraph.has(wording)]


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def without_space(text: str) -> str:
    return WHITE_SPACE.sub("", text)


def occurs_whole(wanted: str, text: str) -> bool:
    return next(places_of(wanted, text), None) is not None


def places_of(wanted: str, text: str) -> Iterator[int]:
    """Where the wording begins in the text, except within a longer number."""
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not any(CUT_NUMBER.match(text, place) for place in (start, end) if wanted):
            yield start
        start = text.find(wanted, start + 1)


def reduce_wikitext(source: str) -> Paragraph:
    """A paragraph of wikitext as printed, with the labels of its links; references are separate."""
    references: list[str] = []
    code = mwparserfromhell.parse(INFOBOX_FIELD.sub("", source))
    return Paragraph(without_space(printed(code, references)), tuple(map(without_space, references)))


def printed(code, references: list[str]) -> str:
    return "".join(printed_node(node, references) for node in code.nodes)


def printed_node(node, references: list[str]) -> str:
    match node:
        case Text():
            return node.value
        case HTMLEntity():
            return node.normalize()
        case Wikilink():
            if str(node.title).startswith(("File:", "Category:")):
                return ""
            return printed(node.text or node.title, references)
        case ExternalLink():
            return printed(node.title or node.url, references)
        case Heading():
            return printed(node.title, references)
        case Tag() if str(node.tag) == "ref":
            references.append(printed(node.contents, references) if node.contents else "")
            return ""
        case Tag():
            return printed(node.contents, references) if node.contents else ""
        case Template():
            return printed_template(node, references)
        case Comment():
            return ""
    return str(node)


def printed_template(template: Template, references: list[str]) -> str:
    name = str(template.name).strip().lower()
    if name in SILENT_TEMPLATES:
        return ""
    if name == "rp":
        # A page number of the reference before it, printed as superscript like the mark of the reference.
        references.append(printed(template.params[0].value, references))
        return ""
    if not template.params:
        return str(template.name)
    wanted = PRINTED_PARAMETERS.get(name)
    return "".join(
        printed(parameter.value, references)
        for parameter in template.params
        if wanted is None or str(parameter.name).strip() in wanted
    )
