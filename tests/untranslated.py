"""Finds English that a page in another language shows: in its text, and in what it says of fields and tables."""

import re
from html.parser import HTMLParser

SHOWN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "data-label", "label", "placeholder", "title"}
WITHOUT_END = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"}
# Code, values that a person chose, and what is meant for programs.
UNREAD = {"code", "script", "style", "textarea"}
WORD = re.compile(r"[A-Za-z]{2,}")


class Reader(HTMLParser):
    """Collects the texts of a page whose language is not said to be another than that of the page."""

    def __init__(self, skipped):
        super().__init__()
        self.skipped = skipped
        self.open = []
        self.texts = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        language = attributes.get("lang")
        is_unread = tag in UNREAD or (tag != "html" and language is not None and not language.startswith("zh"))
        is_unread |= any(re.search(pattern, attributes.get("class") or "") for pattern in self.skipped)
        if tag not in WITHOUT_END:
            self.open.append((tag, is_unread))
        if not self.is_within_unread and not is_unread:
            self.texts += [value for name, value in attributes.items() if name in SHOWN_ATTRIBUTES and value]
            if tag == "input" and attributes.get("type") in ("submit", "button", "reset"):
                self.texts.append(attributes.get("value") or "")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not self.is_within_unread:
            self.texts.append(text)

    @property
    def is_within_unread(self):
        return any(is_unread for _tag, is_unread in self.open)


def english_in(page, *, names=(), skipped=()):
    """Texts with words in Latin letters, ``names`` aside, outside of elements in another language.

    ``skipped`` are patterns of classes whose elements hold what editors wrote.
    """
    reader = Reader(skipped)
    reader.feed(page)
    known = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")
    return [text.strip() for text in reader.texts if WORD.search(known.sub("", text))]
