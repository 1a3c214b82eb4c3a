"""The scripts in which names are written, and conversion from one to another, character for character."""

from functools import lru_cache

from opencc import OpenCC

# Where Chinese, Japanese and Korean characters begin.
FIRST_HAN = "\u2e80"
FIRST_KANA, LAST_KANA = "\u3041", "\u30ff"
# The 5,401 characters of Big5 that Taiwan's schools teach lie between these two.
FIRST_FREQUENT, LAST_FREQUENT = b"\xa4\x40", b"\xc6\x7e"

TO_SIMPLIFIED = OpenCC("t2s")
TO_TRADITIONAL = OpenCC("s2tw")
NEUTRAL_TO = (TO_SIMPLIFIED, OpenCC("s2t"), OpenCC("jp2t"))


@lru_cache(maxsize=65_536)
def script_of(text: str) -> str:
    """The language tag of a name: zh-Hant, zh-Hans or ja by its characters, en where it has none of theirs.

    What can be traditional is taken to be so, as most names here are. What is in neither Chinese script, as 戦 or a
    name with both 国 and 隊, is in Japanese forms.
    """
    han = [character for character in text if character >= FIRST_HAN and character.isalpha()]
    if not han:
        return "en"
    if any(FIRST_KANA <= character <= LAST_KANA for character in han):
        return "ja"
    if all(map(is_traditional, han)):
        return "zh-Hant"
    return "zh-Hans" if all(map(is_simplified, han)) else "ja"


@lru_cache(maxsize=65_536)
def in_script(text: str, script: str) -> str:
    """The text in the script, zh-Hant or zh-Hans, if only characters change; otherwise as it is.

    Japanese forms stay, and so does simplified text with a character that stands for several traditional ones:
    后 is 後 or 后, and to choose would be to guess.
    """
    own = script_of(text)
    if script == "zh-Hans" and own == "zh-Hant":
        return TO_SIMPLIFIED.convert(text)
    if script == "zh-Hant" and own == "zh-Hans":
        converted = TO_TRADITIONAL.convert(text)
        changed = [old for old, new in zip(text, converted, strict=False) if old != new]
        if len(converted) == len(text) and not any(map(is_frequent, changed)):
            return converted
    return text


@lru_cache(maxsize=65_536)
def is_traditional(character: str) -> bool:
    return TO_SIMPLIFIED.convert(character) != character or is_frequent(character) or is_neutral(character)


@lru_cache(maxsize=65_536)
def is_simplified(character: str) -> bool:
    """Whether GB 2312, the mainland's standard of 1980, has the character."""
    return bool(character.encode("gb2312", errors="ignore")) or is_neutral(character)


def is_frequent(character: str) -> bool:
    """Whether it is a traditional character in frequent use."""
    return FIRST_FREQUENT <= character.encode("big5", errors="ignore") <= LAST_FREQUENT


def is_neutral(character: str) -> bool:
    """Whether it is the same in every script, as 畑 and 麿 of Japanese names are."""
    return all(converter.convert(character) == character for converter in NEUTRAL_TO)
