"""Search keys: one key for all spellings of a name in script, width, case, accents and numerals."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

TO_SIMPLIFIED = OpenCC("t2s")
# From Japanese forms and the variants of Hong Kong and Taiwan.
TO_TRADITIONAL = [OpenCC("jp2t"), OpenCC("hk2t"), OpenCC("tw2t")]

HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
HAN_MULTIPLIERS = {"十": 10, "百": 100}
HAN_TENS = {"廿": 20, "卅": 30}
HAN_NUMBER = re.compile("[〇零一二三四五六七八九十百廿卅]+")

# The dakuten and handakuten distinguish kana; other combining marks are accents.
KANA_MARKS = {"\u3099", "\u309a"}
DESIGNATIONS = "戰战區区方集團团軍军師师旅聯联隊队營营"
SPACED_DESIGNATION = re.compile(rf"(?<=第)\s+|(?<=[0-9〇零一二三四五六七八九十百])\s+(?=[{DESIGNATIONS}])")
ORDINAL_PREFIX = re.compile(r"第(?=\s*[0-9])")
ORDINAL_SUFFIX = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
NOT_A_LETTER = re.compile(r"[\W_]+")
NUMBER_BEGINS = re.compile(r"(?<![0-9])(?=[0-9])")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The search key of a text: letters and digits only, with ``#`` before each number.

    第106師團, 第一〇六师团 and 106师团 have the same key, and so have 岡村寧次 and 冈村宁次, and "Wan Jia Ling" and
    "Wànjiālǐng". Because of the ``#``, a search for 第6師團 does not find 第106師團.
    """
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).casefold()
        text = strip_accents(text).translate(SIMPLIFIED)
        text = HAN_NUMBER.sub(lambda match: han_number(match[0]), text)
        text = ORDINAL_PREFIX.sub("", text)
    text = ORDINAL_SUFFIX.sub("", text)
    text = NOT_A_LETTER.sub("", text)
    return NUMBER_BEGINS.sub("#", text)


def fold_terms(query: str) -> list[str]:
    """The keys of the words in a query; a record must contain each of them. 第 11 军 is one word."""
    joined = SPACED_DESIGNATION.sub("", unicodedata.normalize("NFKC", query))
    return list(dict.fromkeys(key for word in joined.split() if (key := fold(word))))


@lru_cache(maxsize=65_536)
def simplify(character: str) -> str:
    """The simplified form of a traditional or Japanese character; other characters unchanged.

    Conversion is by character, not by phrase, so that part of a name has the same key as in the whole name.
    """
    if character < "\u2e80":
        return character
    forms = []
    while character not in forms:
        forms.append(character)
        character = simpler(character)
    # OpenCC converts a few variants into each other (叙 and 敘); the first in code order stands for all.
    return min(forms[forms.index(character) :])


class Simplified(dict):
    """``simplify`` as a table for ``str.translate``, filled on demand."""

    def __missing__(self, code: int) -> str:
        self[code] = simplify(chr(code))
        return self[code]


SIMPLIFIED = Simplified()


def simpler(character: str) -> str:
    for form in (character, *(variant.convert(character) for variant in TO_TRADITIONAL)):
        simplified = TO_SIMPLIFIED.convert(form)
        if simplified != character:
            return simplified
    return character


def strip_accents(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    kept = (mark for mark in decomposed if mark in KANA_MARKS or unicodedata.category(mark) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def han_number(numeral: str) -> str:
    """Arabic digits for a Chinese numeral below 1,000: 一〇六 and 百零六 are 106, 二十九 and 廿九 are 29."""
    if not any(mark in HAN_MULTIPLIERS or mark in HAN_TENS for mark in numeral):
        return "".join(str(HAN_DIGITS[mark]) for mark in numeral)
    total, digit = 0, None
    for mark in numeral:
        if mark in HAN_DIGITS:
            digit = HAN_DIGITS[mark]
        elif mark in HAN_TENS:
            total += HAN_TENS[mark]
        else:
            total += (1 if digit is None else digit) * HAN_MULTIPLIERS[mark]
            digit = None
    return str(total + (digit or 0))
