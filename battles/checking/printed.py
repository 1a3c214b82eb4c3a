"""The text of a source as printed: its paragraphs, without markup, with their references and pages.

A paragraph ends at a line break or at the characters U+3000 U+0020 U+3000; empty paragraphs do not count. A page begins
at a form feed, or at a paragraph that is nothing but the number of a page.
"""

import re
from dataclasses import dataclass
from html import unescape

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink

from battles.values.choices import TextFormat
from battles.values.texts import BLANKS_AND_LINE_ENDS, visible

PARAGRAPH_END = re.compile("\r\n|\r|\n|\u3000\u0020\u3000")
HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
WIKITEXT = re.compile(r"\[\[|\{\{|<ref\b|^==+[^=]+==+\s*$", re.MULTILINE)
PAGE_MARK = re.compile(r"\[(?:(?:p|S)\.\s*)?(\d{1,5})\]|(?:p|S)\.\s*(\d{1,5})|第\s*(\d{1,5})\s*[頁页]")
FORM_FEED = "\f"
# An infobox is a template over several paragraphs; its lines are "|name=value".
INFOBOX_FIELD = re.compile(r"^\|[^|=\[\]{}]*=")
# The parameters that a template prints, if it does not print all its values.
PRINTED_PARAMETERS = {"tsl": ["3"], "fact": ["1"]}
SILENT_TEMPLATES = {"ja icon", "reflist", "dead link", "-"}
# The parser takes time in proportion to the square of the marks without an end. A paragraph with more is left as it is.
MOST_UNFINISHED = 300
# Stands for a reference until the words around it are clean. No text keeps this character.
REFERENCE = "\0"
# Comments and declarations of HTML, the contents of scripts and style sheets, and tags. Each part consumes what it
# reads, so that no text is read twice.
HTML_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)\b[^>]*>?|\Z)|<[!?][^>]*>?"
    r"|<(?P<close>/)?(?P<tag>[a-z][a-z0-9]*)[^<>]*>?",
    re.IGNORECASE | re.DOTALL,
)
# Elements that a browser does not print, and those that begin a line.
NOT_PRINTED = {"head", "template", "noscript"}
ON_OWN_LINE = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
}  # fmt: skip
CELLS = {"td", "th"}


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph: its words, its references as pairs of a place in the words and a text, and its page."""

    words: str
    references: tuple[tuple[int, str], ...] = ()
    page: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the paragraph has nothing to read: it is markup, a picture or a line."""
        return not any(map(str.isalnum, self.words)) and not any(text for _place, text in self.references)


def format_of(text: str) -> TextFormat:
    """The format that the text shows itself to have."""
    if HTML.match(text):
        return TextFormat.HTML
    return TextFormat.WIKITEXT if WIKITEXT.search(text) else TextFormat.PLAIN


def printed_paragraphs(text: str, file_format: TextFormat | None = None) -> list[PrintedParagraph]:
    """The paragraphs of a text in this format; it is detected if none is given."""
    file_format = file_format or format_of(text)
    if file_format == TextFormat.HTML:
        text = text_of_html(text)
    has_pages, feeds, page = FORM_FEED in text, 0, ""
    paragraphs = []
    for piece in PARAGRAPH_END.split(text):
        if piece.strip():
            words, references = wikitext_as_printed(piece) if file_format == TextFormat.WIKITEXT else (piece, [])
            words, references = cleaned(words, references)
            if has_pages:
                leading = piece[: len(piece) - len(piece.lstrip())].count(FORM_FEED)
                page = str(1 + feeds + leading)
            if mark := PAGE_MARK.fullmatch(words):
                page = next(filter(None, mark.groups()))
            paragraphs.append(PrintedParagraph(words, references, page))
        feeds += piece.count(FORM_FEED)
    return paragraphs


def cleaned(words: str, references: list[str]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The words with single blanks and without characters that nobody sees, and the references with their places."""
    pieces = [line_of(piece) for piece in words.split(REFERENCE)] if references else [line_of(words)]
    pieces[0] = pieces[0].lstrip(" ")
    pieces[-1] = pieces[-1].rstrip(" ")
    places, place = [], 0
    for piece in pieces[:-1]:
        place += len(piece)
        places.append(place)
    return "".join(pieces), tuple(zip(places, (line_of(text).strip(" ") for text in references), strict=True))


def line_of(text: str) -> str:
    return BLANKS_AND_LINE_ENDS.sub(" ", visible(text))


def wikitext_as_printed(source: str) -> tuple[str, list[str]]:
    """A paragraph of wikitext with the labels of its links, and a mark for each of its references."""
    references: list[str] = []
    if unfinished_marks(source) > MOST_UNFINISHED:
        return source.replace(REFERENCE, ""), references
    code = mwparserfromhell.parse(INFOBOX_FIELD.sub("", source.replace(REFERENCE, "")))
    words = printed(code, references)
    # A reference within another stands behind it, in place of the mark.
    return words, [text.replace(REFERENCE, "") for text in references]


def unfinished_marks(source: str) -> int:
    """About how many tags and brackets of a paragraph have no end."""
    tags = source.count("<") - 2 * source.count("</") - source.count("/>") - source.count("<br")
    return max(tags, source.count("[") - source.count("]"))


def printed(code, references: list[str]) -> str:
    return "".join(printed_node(node, references) for node in code.nodes)


def printed_node(node, references: list[str]) -> str:
    match node:
        case Text():
            return node.value
        case HTMLEntity():
            return node.normalize().replace(REFERENCE, "")
        case Wikilink():
            if str(node.title).startswith(("File:", "Category:")):
                return ""
            return printed(node.text or node.title, references)
        case ExternalLink():
            return printed(node.title or node.url, references)
        case Heading():
            return printed(node.title, references)
        case Tag() if str(node.tag) == "ref":
            return refer(printed(node.contents, references) if node.contents else "", references)
        case Tag():
            return printed(node.contents, references) if node.contents else ""
        case Template():
            return printed_template(node, references)
        case Comment():
            return ""
    return str(node)


def refer(text: str, references: list[str]) -> str:
    """Keep the reference, and return the mark of it and of those within it."""
    references.append(text.replace(REFERENCE, ""))
    return REFERENCE * (1 + text.count(REFERENCE))


def printed_template(template: Template, references: list[str]) -> str:
    name = str(template.name).strip().lower()
    if name in SILENT_TEMPLATES:
        return ""
    if name == "rp":
        # A page number of the reference before it, printed as superscript like the mark of the reference.
        return refer(printed(template.params[0].value, references) if template.params else "", references)
    if not template.params:
        return str(template.name)
    wanted = PRINTED_PARAMETERS.get(name)
    return "".join(
        printed(parameter.value, references)
        for parameter in template.params
        if wanted is None or str(parameter.name).strip() in wanted
    )


def text_of_html(source: str) -> str:
    """The text of a page of HTML as a browser prints it, a line for each block. No script of it runs.

    The parser of the standard library takes minutes for a text of unfinished tags. This takes time in proportion to the
    length.
    """
    pieces, silent, end = [], "", 0
    for match in HTML_MARKUP.finditer(source):
        if not silent:
            # A line break in the source is a blank on the page.
            pieces.append(BLANKS_AND_LINE_ENDS.sub(" ", unescape(source[end : match.start()])))
        end = match.end()
        is_closing, tag = match["close"] is not None, (match["tag"] or "").lower()
        if silent:
            if (tag == silent and is_closing) or (silent == "head" and tag == "body"):
                silent = ""
        elif tag in NOT_PRINTED and not is_closing:
            silent = tag
        elif tag in ON_OWN_LINE:
            pieces.append("\n")
        elif tag in CELLS:
            pieces.append(" ")
    if not silent:
        pieces.append(BLANKS_AND_LINE_ENDS.sub(" ", unescape(source[end:])))
    return "".join(pieces)
