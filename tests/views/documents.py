"""Pages read as a browser reads them: tables with the headings of each cell, plots with their axes."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree, html

SHAPES = {
    ("circle", "plot-dot"): "dot",
    ("circle", "plot-ring"): "ring",
    ("path", "plot-ring"): "diamond",
    ("path", "plot-line"): "end",
}
VOID = {"meta", "link", "input", "br", "img", "hr"}
# libxml2 reports the elements that HTML 4 does not have, though it reads them.
UNKNOWN_ELEMENT = etree.ErrorTypes.HTML_UNKNOWN_TAG


class Element:
    """An element of a page: its name, attributes, and children, which are elements and texts."""

    def __init__(self, node, parent=None):
        self.name, self.attributes, self.parent = node.tag, dict(node.attrib), parent
        self.children = [node.text or ""]
        for child in node:
            if isinstance(child.tag, str):
                self.children.append(Element(child, self))
            self.children.append(child.tail or "")

    def __getitem__(self, attribute):
        return self.attributes[attribute]

    def walk(self):
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, name, css_class=""):
        return [each for each in self.walk() if each.name == name and css_class in each.classes | {""}]

    @property
    def classes(self):
        return set(self.attributes.get("class", "").split())

    @property
    def text(self):
        parts = [child.text if isinstance(child, Element) else child for child in self.children]
        return " ".join("".join(parts).split())

    @property
    def links(self):
        return [each["href"] for each in self.walk() if each.name == "a"]


def without_indentation(page):
    """The page without the line breaks of its template: removed beside a tag, a space within one."""
    page = re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=</?\w|/?>)", "", page)
    return re.sub(r"\s*\n\s*", " ", page)


def read(page):
    """The root element of a page; every element in it is closed where it should be."""
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(page.encode(), parser=parser)
    # libxml2 closes some elements by itself.
    opened = Counter(name for name in re.findall(r"<([a-z]\w*)[^>]*(?<!/)>", page) if name not in VOID)
    assert opened == Counter(re.findall(r"</(\w+)>", page))
    assert [error for error in parser.error_log if error.type != UNKNOWN_ELEMENT] == []
    return Element(root)


@dataclass
class Entry:
    """A claim in a claims table, with the headings above and beside it."""

    side: str
    kind: str
    column: str
    part: str
    part_links: list
    row: str
    row_links: list
    authority: str
    text: str


@dataclass
class Drawing:
    """A claim in a plot: its headings, and its shape in percent of the width."""

    side: str
    kind: str
    counted: str
    heading: str
    narrowing: str
    text: str
    points: list
    shape: str
    line: tuple | None
    is_logarithmic: bool
    ticks: dict


def entries_of(document):
    """The entries of all claims tables by the address of the claim; a claim has one entry only."""
    found = {}
    for side, kind, element in blocks_of(document, "table", "by-source"):
        headings = [cell.text for cell in element.all("thead")[0].all("th")]
        for body in element.all("tbody"):
            part, part_links = "", []
            for row in body.all("tr"):
                cells = [child for child in row.children if isinstance(child, Element)]
                if "part" in row.classes:
                    part, part_links = row.text, row.links
                elif "spread" not in row.classes:
                    assert len(cells) == len(headings)
                    own = cells[0].all("span", "part")
                    for heading, cell in zip(headings[2:], cells[2:], strict=True):
                        for entry in cell.all("span", "entry"):
                            assert entry.links[0] not in found
                            found[entry.links[0]] = Entry(
                                side,
                                kind,
                                heading,
                                own[0].text if own else part,
                                own[0].links if own else part_links,
                                cells[0].text,
                                cells[0].links,
                                cells[1].text,
                                entry.text,
                            )
    return found


def drawings_of(document):
    """The drawing of each claim by its address; a claim is drawn only once."""
    found = {}
    for side, kind, figure in blocks_of(document, "figure", "plot"):
        caption = figure.all("figcaption")[0].text
        axis = figure.all("g", "plot-axis")[0]
        ticks = {percent(tick["x"]): float(tick.text.replace(",", "")) for tick in axis.all("text")}
        heading = narrowing = ""
        for element in figure.all("svg")[0].children:
            if not isinstance(element, Element):
                continue
            if "plot-heading" in element.classes:
                heading, narrowing = element.text, ""
            elif element.name == "text":
                narrowing = element.text
            elif element.name == "a":
                assert element["href"] not in found
                points = element.all("svg", "plot-point")
                lines = element.all("line")
                found[element["href"]] = Drawing(
                    side,
                    kind,
                    caption.partition(" · ")[0],
                    heading,
                    narrowing,
                    element.text,
                    [percent(point["x"]) for point in points],
                    SHAPES[shape_of(points[0])],
                    (percent(lines[0]["x1"]), percent(lines[0]["x2"])) if lines else None,
                    "logarithmic scale" in caption,
                    ticks,
                )
    return found


def shape_of(point):
    (drawn,) = point.walk()
    return drawn.name, drawn["class"]


def percent(text):
    return float(text.removesuffix("%"))


def blocks_of(document, name, css_class):
    """The elements of this name, each with the belligerent and the kind of figure in the headings above it."""
    side = kind = ""
    for element in document.walk():
        if element.name == "h3":
            side = element.links[0] if element.links else ""
        elif element.name == "h4":
            kind = element.text
        elif element.name == name and css_class in element.classes:
            yield side, kind, element
