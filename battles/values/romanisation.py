"""Chinese names in pinyin and in Wade-Giles: each spelling from the other, by rules of initials and finals.

Source of the rules: H. A. Giles, A Chinese-English Dictionary, 2nd edition, 1912, from whose spellings the Library of
Congress converted its catalogue to pinyin (New Chinese Romanization Guidelines,
https://www.loc.gov/catdir/pinyin/romcover.html). Spellings here are without the umlaut and the circumflex, which search
keys do not keep.
"""

import re
from functools import lru_cache
from itertools import islice, product

from battles.values.folding import fold, strip_accents

# The finals that go with each initial of pinyin. Empty for syllables without one.
SYLLABLES = {
    "": "a ai an ang ao e ei en er o ou wa wai wan wang wei wen weng wo wu ya yan yang yao ye yi yin ying yong you yu "
        "yuan yue yun",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
}  # fmt: skip
INITIALS = {
    "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'", "x": "hs", "zh": "ch",
    "ch": "ch'", "r": "j", "z": "ts", "c": "ts'",
}  # fmt: skip
FINALS = {"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ue": "ueh", "uo": "o"}
# Syllables with a final of their own, by initial and final.
IRREGULAR = {
    ("zh", "i"): "chih", ("ch", "i"): "ch'ih", ("sh", "i"): "shih", ("r", "i"): "jih",
    ("z", "i"): "tzu", ("c", "i"): "tz'u", ("s", "i"): "ssu",
    ("g", "e"): "ko", ("k", "e"): "k'o", ("h", "e"): "ho", ("g", "ui"): "kuei", ("k", "ui"): "k'uei",
    ("g", "uo"): "kuo", ("k", "uo"): "k'uo", ("h", "uo"): "huo", ("sh", "uo"): "shuo",
    ("", "er"): "erh", ("", "yan"): "yen", ("", "ye"): "yeh", ("", "yi"): "i", ("", "yong"): "yung", ("", "you"): "yu",
    ("", "yue"): "yueh",
}  # fmt: skip
# Other spellings in Wade-Giles.
VARIANTS = {"szu": "si", "yi": "yi", "o": "e"}
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`´", "'"))
WORD = re.compile("[a-z]+(?:['-][a-z]+)*")
LATIN = re.compile("[a-z]", re.IGNORECASE)
LONGEST_WORD, LONGEST_SYLLABLE = 40, 7
# A text without apostrophes may mean each of its syllables in several ways.
MOST_SPELLINGS = 16
# English words that could be pinyin.
ENGLISH = {"china"}


def wade_giles_of(initial: str, final: str) -> str:
    if (initial, final) in IRREGULAR:
        return IRREGULAR[initial, final]
    return INITIALS.get(initial, initial) + FINALS.get(final, final)


def wade_giles_syllables(*, marked: bool) -> dict[str, list[str]]:
    """The syllables of pinyin that each one of Wade-Giles stands for, with or without its apostrophe."""
    found = {}
    pairs = [(wade_giles_of(initial, final), initial + final) for initial, final in PARTS]
    for spelt, pinyin in (*pairs, *VARIANTS.items()):
        found.setdefault(spelt if marked else spelt.replace("'", ""), []).append(pinyin)
    return found


PARTS = [(initial, final) for initial, finals in SYLLABLES.items() for final in finals.split()]
TO_WADE_GILES = {initial + final: [wade_giles_of(initial, final).replace("'", "")] for initial, final in PARTS}
FROM_MARKED, FROM_BARE = wade_giles_syllables(marked=True), wade_giles_syllables(marked=False)


@lru_cache(maxsize=65_536)
def other_spellings(text: str) -> tuple[str, ...]:
    """The text with its pinyin in Wade-Giles, or its Wade-Giles in pinyin; empty for a text without either.

    A text is in Wade-Giles if a word can be nothing else, or has hyphens or apostrophes as in Pai Ch'ung-hsi.
    """
    if not LATIN.search(text):
        return ()
    plain = strip_accents(text).translate(APOSTROPHES).lower()
    words = [word for word in dict.fromkeys(WORD.findall(plain)) if word not in ENGLISH]
    pinyin = {word: each for word in words if (each := in_pinyin(word))}
    marked = any(in_wade_giles(word, marked=True) for word in words if "'" in word)
    wade = {word: each for word in words if (each := in_wade_giles(word, marked=marked))}
    pinyin |= {word: each for word in words if word not in pinyin | wade and (each := in_pinyin(word, strict=False))}
    if any("-" in word or word not in pinyin for word in wade):
        readings = wade
    elif pinyin:
        readings = pinyin
    else:
        return ()
    found = []
    for spelling in islice(product(*readings.values()), MOST_SPELLINGS):
        by_word = dict(zip(readings, spelling, strict=True))
        found.append(WORD.sub(lambda match, by_word=by_word: by_word.get(match[0], match[0]), plain))
    return tuple(dict.fromkeys(spelling for spelling in found if spelling != plain))


@lru_cache(maxsize=65_536)
def in_pinyin(word: str, *, strict: bool = True) -> list[str]:
    """The word of pinyin in Wade-Giles, without apostrophes; empty if it is not pinyin.

    A syllable within a word begins with a consonant. If not ``strict``, a word such as Zhian may lack its apostrophe.
    """
    return spelt_by(re.split("['-]", word), TO_WADE_GILES, "aeo" if strict else "")


@lru_cache(maxsize=65_536)
def in_wade_giles(word: str, *, marked: bool) -> list[str]:
    """The words of pinyin that the word of Wade-Giles may stand for; empty if it is not Wade-Giles.

    ``marked`` if aspirated initials have their apostrophes.
    """
    return spelt_by(word.split("-"), FROM_MARKED if marked else FROM_BARE, "aeo")


def spelt_by(parts: list[str], syllables: dict[str, list[str]], not_within: str) -> list[str]:
    """The spellings of the syllables, joined; ``not_within`` are letters with which none begins within a part."""
    split = [split_into(part, syllables, not_within) if len(part) <= LONGEST_WORD else None for part in parts]
    if None in split:
        return []
    options = [syllables[syllable] for part in split for syllable in part]
    return ["".join(choice) for choice in islice(product(*options), MOST_SPELLINGS)]


def split_into(part: str, syllables: dict[str, list[str]], not_within: str) -> list[str] | None:
    """The syllables of a part of a word, long ones first; None if it has others."""
    # The syllables from each place at which the rest can be split.
    rests: dict[int, list[str]] = {len(part): []}
    for start in range(len(part) - 1, -1, -1):
        if start and part[start] in not_within:
            continue
        for end in range(min(len(part), start + LONGEST_SYLLABLE), start, -1):
            if end in rests and part[start:end] in syllables:
                rests[start] = [part[start:end], *rests[end]]
                break
    return rests.get(0)


def name_keys(text: str) -> list[str]:
    """The search keys of a name: its own, then those of its other spellings."""
    return [fold(spelling) for spelling in (text, *other_spellings(text))]
