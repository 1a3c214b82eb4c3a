"""The script of a name, and its conversion between scripts, character by character."""

from functools import cache, lru_cache

from opencc import OpenCC

# The first of the Chinese, Japanese and Korean characters.
FIRST_HAN = "\u2e80"
FIRST_KANA, LAST_KANA = "\u3041", "\u30ff"
# The 5,401 frequent characters of Big5, from the first to the last.
FIRST_FREQUENT, LAST_FREQUENT = b"\xa4\x40", b"\xc6\x7e"

TO_SIMPLIFIED, TO_TRADITIONAL = "t2s", "s2tw"
NEUTRAL_TO = (TO_SIMPLIFIED, "s2t", "jp2t")


@cache
def converter(configuration: str) -> OpenCC:
    """The converter with this configuration. Its dictionaries are read at its first use, not in each command."""
    return OpenCC(configuration)


@lru_cache(maxsize=65_536)
def script_of(text: str) -> str:
    """The language tag of a name by its characters: zh-Hant, zh-Hans, ja, or en if it has no Han characters or kana.

    A name that can be traditional counts as traditional, because most names here are. A name that fits neither
    Chinese script, such as 戦 or one with both 国 and 隊, counts as Japanese.
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
    """The text in the script zh-Hant or zh-Hans; unchanged if the conversion would be a guess.

    Japanese text stays, and so does simplified text with a character that has several traditional forms: 后 is 後
    or 后.
    """
    own = script_of(text)
    if script == "zh-Hans" and own == "zh-Hant":
        return converter(TO_SIMPLIFIED).convert(text)
    if script == "zh-Hant" and own == "zh-Hans":
        converted = converter(TO_TRADITIONAL).convert(text)
        changed = [old for old, new in zip(text, converted, strict=False) if old != new]
        if len(converted) == len(text) and not any(map(is_frequent, changed)):
            return converted
    return text


@lru_cache(maxsize=65_536)
def is_traditional(character: str) -> bool:
    return converter(TO_SIMPLIFIED).convert(character) != character or is_frequent(character) or is_neutral(character)


@lru_cache(maxsize=65_536)
def is_simplified(character: str) -> bool:
    """Whether GB 2312, the mainland's standard of 1980, contains the character."""
    return bool(character.encode("gb2312", errors="ignore")) or is_neutral(character)


def is_frequent(character: str) -> bool:
    """Whether the character is traditional and in frequent use."""
    return FIRST_FREQUENT <= character.encode("big5", errors="ignore") <= LAST_FREQUENT


def is_neutral(character: str) -> bool:
    """Whether the character is the same in every script, such as 畑 and 麿 in Japanese names."""
    return all(converter(each).convert(character) == character for each in NEUTRAL_TO)
