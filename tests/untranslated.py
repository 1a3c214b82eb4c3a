"""Finds English on a page in another language: in its text, and in the attributes that readers see or hear."""

import re

from lxml import html

SHOWN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "data-label", "label", "placeholder", "title"}
BUTTONS = {"submit", "button", "reset"}
# Code, names of keys, values that a person typed, and parts for programs.
UNREAD = {"code", "kbd", "script", "style", "textarea"}
WORD = re.compile(r"[A-Za-z]{2,}")


def english_in(page, *, names=(), skipped=()):
    """Texts with words in Latin letters outside of elements in another language.

    ``names`` are words that may be there; ``skipped`` are patterns of classes whose elements have texts of editors.
    """
    known = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")
    found = texts_in(html.fromstring(page), re.compile("|".join(skipped) or r"(?!)"))
    return [text.strip() for text in found if text and WORD.search(known.sub("", text))]


def texts_in(element, skipped):
    language = element.get("lang")
    is_other = element.tag != "html" and language is not None and not language.startswith("zh")
    if is_other or element.tag in UNREAD or skipped.search(element.get("class") or ""):
        return
    yield from (value for name, value in element.items() if name in SHOWN_ATTRIBUTES)
    if element.tag == "input" and element.get("type") in BUTTONS:
        yield element.get("value")
    yield element.text
    for child in element:
        # A comment has no name of a tag.
        if isinstance(child.tag, str):
            yield from texts_in(child, skipped)
        yield child.tail
