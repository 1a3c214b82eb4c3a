"""The width of a text, and its beginning for places that are narrow."""

from unicodedata import east_asian_width


def width_of(text):
    """The width of a text in half-width characters; Chinese characters have two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def cut_to_width(text, width):
    """The text, cut to a width in half-width characters."""
    if width_of(text) <= width:
        return text
    return f"{next(text[:end] for end in range(len(text), -1, -1) if width_of(text[:end]) < width)}…"


def cut_at_word(text, width):
    """The text, cut to a width after a whole word; within a word that fills more than half of the width."""
    cut = cut_to_width(text, width)
    if cut == text or not text[len(cut) - 1].isalnum():
        return cut
    words, _space, _part = cut.rpartition(" ")
    return f"{words.rstrip(' ,;:–—-')}…" if width_of(words) * 2 >= width else cut
