"""Texts of sources, as checkrecords reads them: numbered paragraphs, reduced to what a reader sees.

The rules are those of the project's design: a paragraph ends at a line break, or at the run U+3000 U+0020
U+3000; empty ones do not count; white space does not count when a wording is looked for.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import mwparserfromhell
from django.utils.translation import gettext as _
from mwparserfromhell.nodes import Comment, ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink

PARAGRAPH_END = re.compile("\r\n|\r|\n|\u3000\u0020\u3000")
WHITE_SPACE = re.compile(r"\s+")
WIKITEXT = re.compile(r"\[\[|\{\{|<ref\b|^==+[^=]+==+\s*$", re.MULTILINE)
LOCATOR = re.compile(r"¶(\d+)(?:[-–](\d+))?")
# Between these two characters a number goes on: a digit and what a number may go on with, or two Chinese numerals.
HAN_UNITS = "十百千萬万億亿"
HAN_NUMERALS = f"〇零一二三四五六七八九{HAN_UNITS}"
CUT_NUMBER = re.compile(
    rf"(?<=\d)(?:\d|\.\d|,\d{{3}}|[{HAN_UNITS}])|(?<=\d\.)\d|(?<=\d,)\d{{3}}|(?<=[{HAN_NUMERALS}])[{HAN_NUMERALS}]"
)
# A template begun in a paragraph can end in another, as infoboxes do; its lines are "|name=value".
INFOBOX_FIELD = re.compile(r"^\|[^|=\[\]{}]*=")
# What a template prints, where that is not all its values one after another: names of the parameters.
PRINTED_PARAMETERS = {"tsl": ["3"], "fact": ["1"]}
SILENT_TEMPLATES = {"ja icon", "reflist", "dead link", "-"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its own text, and that of its references, all without white space."""

    text: str
    references: tuple[str, ...] = ()

    def has(self, wording: str) -> bool:
        """Whether the wording stands here, and not merely as a piece of a longer number: 5萬 is not in 15萬."""
        wanted = without_space(wording)
        return any(stands_in(wanted, text) for text in (self.text, *self.references))


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
        """The paragraphs that a locator such as ¶16 or ¶16-17 names.

        Raises ValueError, with a sentence, where it names none.
        """
        match = LOCATOR.search(locator)
        if not match:
            raise ValueError(_("“%s” names no paragraph; write ¶ and its number.") % locator)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= len(self.paragraphs):
            sentence = _("“%(locator)s” is not in the document, which has %(number)d paragraphs.")
            raise ValueError(sentence % {"locator": locator, "number": len(self.paragraphs)})
        return self.paragraphs[first - 1 : last]

    def holding(self, wording: str) -> list[int]:
        """The numbers of all paragraphs that have the wording."""
        return [number for number, paragraph in enumerate(self.paragraphs, 1) if paragraph.has(wording)]


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def without_space(text: str) -> str:
    return WHITE_SPACE.sub("", text)


def stands_in(wanted: str, text: str) -> bool:
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not any(CUT_NUMBER.match(text, place) for place in (start, end) if wanted):
            return True
        start = text.find(wanted, start + 1)
    return False


def reduce_wikitext(source: str) -> Paragraph:
    """A paragraph of wikitext as it prints: links by their label; its references apart."""
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
        # The page of the reference before it, printed above the line like the reference's own mark.
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
