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
HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Letters that Unicode does not take apart. Those with a stroke or a hook are found by their names.
LATIN_LETTERS = {"æ": "ae", "ð": "d", "ı": "i", "ŋ": "n", "œ": "oe", "þ": "th"}
LETTER_WITH_MARK = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH .*")
# Forms of characters in Japanese names, which OpenCC does not know.
NAME_FORMS = dict(zip("邉髙﨑嵜𠮷濵嶋嶌冨桒栁舘峯", "邊高崎崎吉濱島島富桑柳館峰", strict=True))
DESIGNATIONS = "戰战區区方集團团軍军師师旅聯联隊队營营"
SPACED_DESIGNATION = re.compile(rf"(?<=第)\s+|(?<=[0-9〇零一二三四五六七八九十百])\s+(?=[{DESIGNATIONS}])")
ORDINAL_PREFIX = re.compile(r"第(?=\s*[0-9])")
ORDINAL_SUFFIX = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
NOT_A_LETTER = re.compile(r"[\W_]+")
DIGITS = frozenset("0123456789")
NUMERALS = "0-9０-９〇零一二三四五六七八九十百廿卅"
# The pieces that are folded one by one: numerals, and other characters. The silent ones have no part in the key.
PIECE = re.compile(
    rf"(?P<silent>第(?=\s*[{NUMERALS}])|(?<=[{NUMERALS}])(?:st|nd|rd|th)\b)|{HAN_NUMBER.pattern}|.",
    re.DOTALL | re.IGNORECASE,
)
NUMBER_BEGINS = re.compile(r"(?<![0-9])(?=[0-9])")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The search key of a text: letters and digits only, with ``#`` before each number.

    第106師團, 第一〇六师团 and 106师团 have the same key, and so have 岡村寧次 and 冈村宁次, 渡邉 and 渡辺,
    "Wan Jia Ling" and "Wànjiālǐng", and "Łódź" and "Lodz". Because of the ``#``, a search for 第6師團 does not find
    第106師團.
    """
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).casefold()
        text = strip_accents(text).translate(FOLDED_CHARACTERS)
        text = HAN_NUMBER.sub(lambda match: han_number(match[0]), text)
        text = ORDINAL_PREFIX.sub("", text)
    text = ORDINAL_SUFFIX.sub("", text)
    text = NOT_A_LETTER.sub("", text)
    return NUMBER_BEGINS.sub("#", text)


def fold_terms(query: str) -> list[str]:
    """The keys of the words in a query; a record must contain each of them. 第 11 军 is one word."""
    joined = SPACED_DESIGNATION.sub("", unicodedata.normalize("NFKC", query))
    return list(dict.fromkeys(key for word in joined.split() if (key := fold(word))))


def fold_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """The key of a text in normal form C, as ``fold`` gives it, and where each character of the key begins and ends."""
    key, starts, ends = [], [], []
    for match in PIECE.finditer(text):
        start, end = match.span()
        for character in "" if match["silent"] else fold(match[0]).replace("#", ""):
            if character in DIGITS and not (key and key[-1] in DIGITS):
                key.append("#")
                starts.append(start)
                ends.append(end)
            key.append(character)
            starts.append(start)
            ends.append(end)
    return "".join(key), starts, ends


@lru_cache(maxsize=65_536)
def simplify(character: str) -> str:
    """The simplified form of a traditional or Japanese character; other characters unchanged.

    Conversion is by character, not by phrase, so that part of a name has the same key as in the whole name.
    """
    if character < "\u2e80":
        return character
    character = NAME_FORMS.get(character, character)
    forms = []
    while character not in forms:
        forms.append(character)
        character = simpler(character)
    # OpenCC converts a few variants into each other (叙 and 敘); the first in code order stands for all.
    return min(forms[forms.index(character) :])


def base_letters(character: str) -> str:
    """The plain letters for a Latin letter that has no parts: d for đ, ae for æ; other characters unchanged."""
    if character in LATIN_LETTERS:
        return LATIN_LETTERS[character]
    letter = LETTER_WITH_MARK.fullmatch(unicodedata.name(character, ""))
    return letter[1].lower() if letter else character


class FoldedCharacters(dict):
    """One form of each character, as a table for ``str.translate`` that is filled on demand."""

    def __missing__(self, code: int) -> str:
        character = chr(HIRAGANA_TO_KATAKANA.get(code, code))
        self[code] = base_letters(character) if code < 0x2E80 else simplify(character)
        return self[code]


FOLDED_CHARACTERS = FoldedCharacters()


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
