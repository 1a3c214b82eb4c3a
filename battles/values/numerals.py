"""Reads figures, dates and designations in a short Chinese or Western wording, by fixed rules.

Conventions of reading, each with its source:

* 以上, 以下 and 以內 include the number; 超過, 不滿 and 以外 do not (Civil Code of the PRC, article 1259; the
  Criminal Code of the ROC, article 10, says the same). So 以上 and 至少 are *at_least*, 以內 and 至多 *at_most*;
  超過, 逾, 多於, and 余 or 多 behind a number, are *over*; 不足, 未滿, 不到 are *under*. 上萬, "reaching ten
  thousand", is *at_least*.
* 約, 近, 將近, 左右, ほど, ~ and "some" are *about*; 足らず and 弱 behind a number are *under*, 強 and 超 *over*. A
  bound takes precedence over *about*: 約100萬餘 is over 1,000,000.
* 數, 幾, 若干 and "several" are *several*, 2 to 9 of the unit that follows (數萬 and 數以萬計 are 20,000 to
  90,000); after a ten they are its ones (十數萬 is 110,000 to 190,000). Plural words likewise: hundreds are 200 to
  900. This rule is the project's own.
* Two digits in a row are an approximate number (概數, GB/T 15835-2011): 五六萬 is 50,000 to 60,000. A unit after the
  second number of a range belongs to the first too, if the first is then still smaller: 5～6萬.
* 一萬三 is 13,000: a digit that ends a numeral counts the next lower unit, unless 零 comes before it.
* Ordinals, designations and dates are not figures (第106師團, 163聯隊, 第2、第11軍, 7月26日, 1938年). A day or
  month by itself is a number of days or months if the wording has no other figure: 十日的激戰 is 10.
* A single Chinese numeral is a figure only if it counts something (九个, 萬人以上), not in 萬家嶺 or 一部.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from battles.values.figures import BOUNDS
from battles.values.folding import simplify
from battles.values.numeral_values import (
    ARABIC,
    DIGIT,
    DIGITS,
    HAN,
    HAN_TOKEN,
    MONTH_NAMES,
    PLURALS,
    SCALES,
    UNIT,
    UNITS,
    WORDS,
    english_value,
    han_bounds,
    month_number,
    number,
)

# In characters. The bounds keep the time in line with the text: nothing about a numeral is sought further away, and a
# longer run of digits or characters of numerals is the number of nothing.
AROUND = 40
LONGEST = 20
LONGEST_NUMERAL = 200

# A Chinese digit before an Arabic one ends a name: 石友三1,000名. 人數 and 總數 are not numerals.
HAN_NUMERAL = (
    rf"数以{UNIT}{{1,4}}计|(?:{ARABIC}|(?:{DIGIT}|[廿卅])(?!\d)|(?<![人总多少半次倍参])[几数]|{UNIT}|若干)"
    rf"(?:(?<={UNIT}){ARABIC}|(?<![\d余多]){DIGIT}(?!\d)|{UNIT}|(?<![余多])[余多]|(?<=[\d十百千万])几|(?<={UNIT})数)*"
)
ENGLISH_WORD = "|".join([*WORDS, *PLURALS, *SCALES, "several", "a few", "half an?"])
ENGLISH_NUMERAL = (
    rf"(?<![a-z])(?:(?:{ARABIC}\s*|(?:{ENGLISH_WORD})\b[\s-]*)(?:(?:and\s+|of\s+)?(?:{ENGLISH_WORD})\b[\s-]*)+"
    rf"|(?:{ENGLISH_WORD})\b)"
)
NUMERAL = re.compile(
    rf"(?<![a-z\d])(?:{ENGLISH_NUMERAL})|(?<![a-z.])(?:{HAN_NUMERAL})|(?<![个年天日周])半(?=个|年|天|月|日|小时)"
)
MEASURE = (
    "[个位名人艘架辆门挺座枚颗发支只匹具天日月年周处批路股组师旅团营连军队兵里吨倍次条面省市城国]"
    "|余|小时|昼夜|公里|海里"
)
COUNTS = re.compile(MEASURE)
PAIR_COUNTS = re.compile(f"{MEASURE}|线|县|翼|战区")

FILLER = r"(?:已经?|了|达到?|高达|有|共|为|是|计|需|要|[死伤]亡?|阵亡|百分之|a total of |the |an? |\s)*$"
PREFIXES = [
    (qualifier, re.compile(rf"(?:{words}){FILLER}"))
    for qualifier, words in (
        ("at_most", r"不超过|不逾|不多于|至多|最多|最大で?|≤|<=|at most|up to|(?:no|not) more than|not exceeding"
                    r"|(?:a )?maximum of|as many as"),
        ("at_least", r"不少于|不低于|不下于?|至少|起码|最少|最低|少なくとも|≥|>=|at least"
                     r"|(?:no|not) (?:fewer|less) than|(?:a )?minimum of"),
        ("under", r"不足|未满|不满|少于|不到|未到|低于|[不未]及|<|less than|fewer than|\bunder|\bbelow"),
        ("over", r"超过|超出|超|逾|多于|高于|突破|不止|>|more than|\bover|\babove|exceed(?:ing|ed|s)|in excess of"
                 r"|upwards of"),
        ("about", r"约略|(?<![条公合契])约|大概|大致|估计|推定|推计|(?<![附最])近|几乎|およそ|ほぼ|~|≈"
                  r"|(?<![a-z])ca?(?:\.|(?=[\s\d]))|circa|about|around|\bsome"
                  r"|approximately|approx\.?|roughly|nearly|almost|estimated|close to"
                  r"|in the region of|[io]n the order of|perhaps"),
    )
]  # fmt: skip
NOUN = rf"[^\d\s、,，。;；:：()（）{''.join(DIGITS)}{''.join(UNITS)}]{{0,6}}?"
# The end of what a Japanese suffix qualifies: 三千人弱 is under 3,000, but 三千人弱小部隊 is not.
PHRASE_END = r"(?=[のでがはをに、,，。;；)）]|$)"
SUFFIXES = [
    (qualifier, re.compile(words))
    for qualifier, words in (
        ("over", r"[\s-]odd(?![a-z])|(?:个|年|天|月|日|倍|周|小时)?[余多](?![于数])|有余|出头|[名人]余(?![部众数])"
                 rf"|{NOUN}(?:を超|を上回|超{PHRASE_END}|强{PHRASE_END})"),
        ("under", rf"{NOUN}(?:未满|足らず|に(?:满た|达し)ない|を下回(?!ら)|弱{PHRASE_END})"),
        ("at_least", rf"{NOUN}(?:以上|之多|を下(?:回)?らない)|\+| plus(?![a-z])|(?:\s+[a-z]+){{0,2}} or more"),
        ("at_most", rf"{NOUN}(?:以下|以内|之内)|(?:\s+[a-z]+){{0,2}} or (?:less|fewer)"),
        ("about", rf"{NOUN}(?:左右(?![两翼夹岸])|上下|ほど|程度|前后{PHRASE_END})|来[个名人岁]"
                  r"|许(?!多)| ca?\.|(?:\s+[a-z]+){0,2} or (?:so|thereabouts)"),
    )
]  # fmt: skip
REACHED = re.compile("(?<![以经通])[上过]$")
RANGE_GOES_ON = re.compile(rf"[至到~-](?:\d|{HAN})")
HALF = re.compile("[个年天日周]半")
BETWEEN = re.compile(rf"\s*(?:{MEASURE})?\s*(?:至|到|乃至|から|或者?|[-‐‑‒–—−~]|to\b|or\b|(?P<and>and\b|和|与))\s*")
WITHIN = re.compile(f"{NOUN}之?间")

NUMBER = rf"(?:\d{{1,{LONGEST}}}|{HAN}{{1,{LONGEST}}})"
# A longer designation comes before a shorter one that begins it: 师团 before 师.
DESIGNATION = "集团军|战区|师团|旅团|联队|兵团|军团|支队|大队|纵队|军分区|师|旅|团|营|军(?![官人队舰民机用力医])|舰队"
ORDINALS = [
    re.compile(rf"第{NUMBER}(?:(?:[、,和及与或至到~-]|以及)第?{NUMBER}){{1,{LONGEST}}}(?={DESIGNATION})"),
    re.compile(rf"第{NUMBER}"),
    # A small number directly before a designation, without 個, belongs to its name: 163聯隊, 新11師.
    re.compile(rf"(?<![\d,.几数]|{HAN})(?:\d{{1,3}}|[〇零一二三四五六七八九十百]+)(?={DESIGNATION})"),
    re.compile(r"\b\d+(?:st|nd|rd|th)\b"),
]
# Other numerals that count nothing: events named by their date, fractions other than percentages, page numbers.
NAMES = re.compile(
    rf"{DIGIT}{{2,{LONGEST}}}(?=空战|事变|惨案|运动|抗战)|{NUMBER}号(?=作战|计划|命令)|百团大战|八路|成[百千]上[千万]|千军万马|(?<!{HAN})万一(?!{UNIT})|(?!百分之){HAN}{{1,{LONGEST}}}分之{HAN}+"
    r"|\bno\. ?\d+|\bpp?\.? ?\d+(?:[-–]\d+)?|¶\d+|isbn[ \d-]+"
)

MONTHS = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + "|sept"
HAN_YEAR = rf"\d{{4}}|[〇零一二三四五六七八九]{{4}}|(?<=民国){NUMBER}|[二三四]?十[一二三四五六七八九]?(?=年.{{1,2}}月)"
HAN_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正]"
HAN_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|初?[一二三四五六七八九]"
PART = "[上中下]旬|初|底|末|中(?![国央华])"
DATE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<year>{HAN_YEAR})年(?:(?P<month>{HAN_MONTH})月份?(?:(?P<day>{HAN_DAY})[日号]|(?P<part>{PART}))?|(?P<part2>{PART}))?"
    rf"|(?<![\d个]|{HAN})(?<!\d[.,])(?P<month2>{HAN_MONTH})月份?(?:(?P<day2>{HAN_DAY})[日号]|(?P<part3>{PART}))?"
    rf"|(?<!\d|{HAN})(?<!\d[.,])(?P<day3>{HAN_DAY})[日号](?!军)"
    r"|(?<![\d-])(?P<year4>\d{4})-(?P<month4>\d\d)(?:-(?P<day4>\d\d))?(?![\d-])"
    rf"|(?<![a-z])(?P<month5>{MONTHS})(?![a-z])\.? ?(?:(?P<day5>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d{{3}}(?!\d)),? ?)?"
    r"(?P<year5>\d{4}(?!\d))?"
    rf"|(?<!\d)(?<!\d[.,])(?P<day6>\d{{1,2}})(?:st|nd|rd|th)? ?(?P<month6>{MONTHS})(?![a-z])\.?,?"
    r"(?: ?(?P<year6>\d{4})(?!\d))?"
)
# Years of the Republic of China: 民國元年 is 1912.
REPUBLIC = 1911
DATE_JOINT = re.compile(r"\s*(?:至|到|[-–—~]|to|until)\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a wording states, and its position in the wording."""

    low: Decimal | None
    high: Decimal | None
    qualifier: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date in a wording: ``None`` for the parts that it omits; ``joined`` if 至 or - joins it to the date before."""

    year: int | None
    month: int | None
    day: int | None
    part: str
    start: int
    end: int
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral, read without its surroundings."""

    low: Decimal
    high: Decimal
    unit: int
    is_over: bool
    start: int
    end: int


def read_figures(text: str, *, days: bool = True) -> list[Figure]:
    """All figures of a wording, in order; if ``days`` is false, a lone day or month is never a figure."""
    plain, places = prepared(text)
    found = figures_in(masked(plain, every_date=True))
    if not found and days:
        found = figures_in(masked(plain, every_date=False))
    return [replace(figure, start=places[figure.start], end=places[figure.end - 1] + 1) for figure in found]


def read_dates(text: str) -> list[StatedDate]:
    """All dates of a wording, in order; a lone month or day gets its year and month from the date before."""
    plain, places = prepared(text)
    return [replace(date, start=places[date.start], end=places[date.end - 1] + 1) for date in dates_in(plain)]


def dates_in(plain: str) -> list[StatedDate]:
    """The dates of a prepared text."""
    found: list[StatedDate] = []
    previous_end = 0
    for match in DATE.finditer(plain):
        groups = {name.rstrip("23456"): value for name, value in match.groupdict().items() if value is not None}
        year, month, day = number(groups.get("year")), month_number(groups.get("month")), number(groups.get("day"))
        if year is not None and year < 1000:
            year += REPUBLIC
        joined = bool(found and DATE_JOINT.fullmatch(plain[previous_end : match.start()]))
        if found and year is None:
            year = found[-1].year
            month = found[-1].month if month is None else month
        found.append(StatedDate(year, month, day, groups.get("part", ""), match.start(), match.end(), joined))
        previous_end = match.end()
    return found


def read_ordinals(text: str) -> set[int]:
    """The numbers of the designations in a wording: {2, 11} of 第2、第11軍."""
    plain = DATE.sub("\0", prepared(text)[0])
    stated = (match[0] for pattern in ORDINALS for match in pattern.finditer(plain))
    return {number(part) for words in stated for part in re.findall(NUMBER, words)}


def prepared(text: str) -> tuple[str, list[int]]:
    """The text in simplified characters, half width and lower case, without spaces next to Chinese characters.

    Also, for each of its characters, the position in ``text``.
    """
    characters, places, left_out = [], [], set()
    for space in re.finditer(r"\s+", text):
        start, end = space.span()
        if is_han(text[max(start - 1, 0) : start]) or is_han(text[end : end + 1]):
            left_out.update(range(start, end))
    for place, character in enumerate(text):
        if place in left_out:
            continue
        # The wave dash of Japanese, which normal form KC leaves alone.
        plain = "~" if character == "〜" else unicodedata.normalize("NFKC", character).lower()
        if character == "，" and not ("０" <= text[place - 1 : place] <= "９"):
            plain = character
        characters.append(simplify(plain) if len(plain) == 1 else character)
        places.append(place)
    return "".join(characters), places


def is_han(character: str) -> bool:
    return "\u2e80" <= character < "\uff00"


def masked(plain: str, *, every_date: bool) -> str:
    """The text with names, ordinals and dates replaced by NUL characters; its length stays the same."""

    def mask(match: re.Match) -> str:
        return "\0" * len(match[0])

    def mask_date(match: re.Match) -> str:
        stated = [value for name, value in match.groupdict().items() if value and not name.startswith("part")]
        is_lone = len(stated) == 1 and len(stated[0]) < 4 and not (match["part2"] or match["part3"])
        return match[0] if is_lone and not every_date else mask(match)

    plain = NAMES.sub(mask, plain)
    for pattern in ORDINALS[:3]:
        plain = pattern.sub(mask, plain)
    return ORDINALS[3].sub(mask, DATE.sub(mask_date, plain))


def figures_in(text: str) -> list[Figure]:
    read = (read_numeral(text, *match.span()) for match in NUMERAL.finditer(text))
    numerals = [numeral for numeral in read if numeral is not None]
    found: list[Figure] = []
    position = 0
    while position < len(numerals):
        pair = numerals[position : position + 2]
        together = range_of(text, *pair) if len(pair) == 2 else None
        found.append(together or qualified(text, pair[0]))
        position += 2 if together else 1
    return found


def read_numeral(text: str, start: int, end: int) -> Numeral | None:
    """The numeral at this position; ``None`` if its characters are part of a word."""
    words = text[start:end].rstrip(" -")
    if len(words) > LONGEST_NUMERAL:
        return None
    end = start + len(words)
    if words == "半":
        return Numeral(Decimal("0.5"), Decimal("0.5"), 1, False, start, end)
    if words[-1].isascii() and words[-1].isalpha():
        low, high, scale = english_value(words)
        return Numeral(low, high, scale, False, start, end)
    if not words[0].isdigit() and not counts_something(text, words, start, end):
        return None
    low, high = han_bounds(HAN_TOKEN.findall(re.sub("[以计]", "", words)))
    if (half := HALF.match(text, end)) and low == high:
        low, high, end = low + Decimal("0.5"), high + Decimal("0.5"), half.end()
    unit = prod(UNITS[mark] for mark in re.search(f"{UNIT}*$", words.rstrip("余多"))[0])
    return Numeral(low, high, unit, bool(re.search("[余多]", words)), start, end)


def counts_something(text: str, words: str, start: int, end: int) -> bool:
    """Whether Chinese numerals count something, and are not part of a word or name."""
    if text.startswith("分之", end):
        return False
    if words == "若干" or (start == 0 and end == len(text)) or text.endswith("百分之", 0, start):
        return True
    if len(words) > 1 and re.search(UNIT, words):
        return True
    counted = (PAIR_COUNTS if words == "两" else COUNTS).match(text, end)
    if words in ("几", "数") or counted:
        return bool(counted)
    if (words in UNITS and REACHED.search(text, max(start - 1, 0), start)) or RANGE_GOES_ON.match(text, end):
        return True
    return prefix_of(text, start) is not None


def prefix_of(text: str, start: int) -> str | None:
    """The qualifier that the words before this position state."""
    return next((name for name, pattern in PREFIXES if pattern.search(text, max(start - AROUND, 0), start)), None)


def range_of(text: str, first: Numeral, second: Numeral) -> Figure | None:
    """The range of two numerals, if the text between them says so; otherwise ``None``."""
    is_near = second.start - first.end < AROUND
    joint = BETWEEN.fullmatch(text, first.end, second.start) if is_near else None
    if not joint or first.low != first.high or second.low != second.high:
        return None
    if joint["and"]:
        before = text[max(first.start - AROUND, 0) : first.start].rstrip()
        if not (before.endswith("between") or WITHIN.match(text, second.end)):
            return None
    low, high = first.low, second.low
    if first.unit == 1 and low < high / second.unit:
        low *= second.unit
    return Figure(low, high, "range", first.start, second.end) if low < high else None


def qualified(text: str, numeral: Numeral) -> Figure:
    has_low, has_high = BOUNDS[qualifier := qualifier_of(text, numeral)]
    low, high = numeral.low if has_low else None, numeral.high if has_high else None
    return Figure(low, high, qualifier, numeral.start, numeral.end)


def qualifier_of(text: str, numeral: Numeral) -> str:
    words = text[numeral.start : numeral.end]
    if numeral.low != numeral.high:
        return "several" if re.search("[几数]|若干|[a-z]", words) else "range"
    if numeral.is_over:
        return "over"
    before = prefix_of(text, numeral.start)
    after = next((name for name, pattern in SUFFIXES if pattern.match(text, numeral.end)), None)
    if words[0] in UNITS and before is None:
        reached = REACHED.search(text, max(numeral.start - 1, 0), numeral.start)
        before = {"上": "at_least", "过": "over"}[reached[0]] if reached else None
    bounds = [name for name in (before, after) if name not in (None, "about")]
    return bounds[0] if bounds else before or after or "exact"
