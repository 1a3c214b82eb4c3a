"""The things that a number counts, and their fate, read from the words around the number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from battles.values.counted_words import (
    CATEGORY_WORDS,
    CIVILIANS,
    COUNTED_WORDS,
    DAYS,
    FORMATION,
    FORMATIONS,
    GENERAL,
    LOST,
    MATERIEL,
    MONTHS,
    OFFICERS,
    PER_CENT,
    PERCENT,
    PERSON_MEASURES,
    PERSONS,
    STRENGTH_CATEGORIES,
    TOGETHER,
    TOTAL,
    pattern_of,
    values_of,
)
from battles.values.numerals import FILLER, PREFIXES

# In characters. The words of a number are sought in its clause and no further away.
BEFORE, AFTER = 30, 40
NEAR_LATIN, NEAR_HAN = 25, 6
CLAUSE_END = re.compile(r"[,，。；;：:！!？?()（）「」《》\n\0]|\. ")
# Words that join two categories: killed, wounded and missing; 陣亡與受傷.
JOINT = re.compile(r"(?:\s*[,，、]?\s*(?:and|or|&|与|和|及|以及|或|并)?\s*者?\s*)")
# A word behind these is only a part of what is counted: 加上負傷, 裝備和人員.
ADDED = re.compile(r"(?:加上|连同|包括|including)\s*$")
JOINED_TO = re.compile(r"(?:[和与及、]|and )$")
FILLED = re.compile(FILLER)
# A particle of Japanese may stand before the fillers: 兵力は35万.
LED = re.compile(f"[はがを]?{FILLER}")
MEASURE = re.compile(f"[{PERSON_MEASURES}架艘门挺枚颗发只辆两个余多半]*")

COUNTED_WORD, CATEGORY_WORD = pattern_of(COUNTED_WORDS), pattern_of(CATEGORY_WORDS)
COUNTED_BY_WORD, CATEGORY_BY_WORD = values_of(COUNTED_WORDS), values_of(CATEGORY_WORDS)
CIVILIAN_WORD = re.compile("|".join(CIVILIANS.split()))
# Those of whom a category speaks by itself.
OF_PERSONS = {"killed", "wounded", "missing", "killed_and_wounded", "missing_and_captured"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a number, as values of the columns of a claim; empty if the words do not say it.

    ``start`` and ``end`` are those of the number with its words.
    """

    kind: str
    category: str
    counted: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words of categories that are joined, such as “killed and wounded”."""

    category: str
    start: int
    end: int


def subjects_of(text: str, spans: Iterable[tuple[int, int]]) -> list[Subject]:
    """For each number of the prepared text, given by its start and end, its subject."""
    spans = list(spans)
    found, free = [], 0
    for position, (start, end) in enumerate(spans):
        following = spans[position + 1][0] if position + 1 < len(spans) else len(text)
        first = clause_start(text, max(free, start - BEFORE), start)
        last = min(following, end + AFTER)
        subject = subject_of(text, first, start, end, last, is_followed=last == following < len(text))
        free = max(subject.end, end)
        found.append(subject)
    return found


def clause_start(text: str, first: int, start: int) -> int:
    ends = [match.end() for match in CLAUSE_END.finditer(text, first, start)]
    return ends[-1] if ends else first


def clause_end(text: str, end: int, last: int) -> int:
    match = CLAUSE_END.search(text, end, last)
    return match.start() if match else last


def subject_of(text: str, first: int, start: int, end: int, last: int, *, is_followed: bool) -> Subject:
    clause = clause_end(text, end, last)
    counted, counted_end = (PERCENT, end) if text.endswith("百分之", first, start) else counted_after(text, end, clause)
    phrase_start = prefix_start(text, first, start)
    before = run_before(text, first, start)
    if not counted:
        counted = counted_before(text, first, phrase_start)
    if not counted and before:
        counted = counted_before(text, first, before.start)
    after = run_after(text, end, counted_end, clause, last)
    if after and is_followed and clause == last and not is_beside(text, counted_end, after.start):
        # The word stands before the next number, and not directly behind this one: it is the next number's.
        after = after if not FILLED.fullmatch(text, after.end, last) else None
    chosen = chosen_run(text, before, after, start)
    category = chosen.category if chosen else ""
    phrase_end = max(counted_end, chosen.end if chosen is after and after else 0)
    phrase_start = min(phrase_start, chosen.start if chosen is before and before else start)
    is_civilian = bool(CIVILIAN_WORD.search(text, first, clause))
    return Subject(*columns_of(category, counted, is_civilian), phrase_start, phrase_end)


def chosen_run(text: str, before: Run | None, after: Run | None, start: int) -> Run | None:
    """The more exact of both; of two alike, the one before the number if nothing is between them."""
    runs = [run for run in (after, before) if run]
    exact = [run for run in runs if run.category not in GENERAL]
    if len(exact) == 2 and is_led_by(text, before, start):
        return before
    return next(iter(exact or runs), None)


def is_led_by(text: str, before: Run, start: int) -> bool:
    """Whether nothing but fillers and words of the qualifier is between the words and the number."""
    between = text[before.end : start]
    return bool(FILLED.fullmatch(between)) or any(pattern.fullmatch(between.strip()) for _name, pattern in PREFIXES)


def prefix_start(text: str, first: int, start: int) -> int:
    found = [match.start() for _name, pattern in PREFIXES if (match := pattern.search(text, first, start))]
    return min(found, default=start)


def is_beside(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip(" 的者")


def is_near(text: str, end: int, start: int) -> bool:
    """Whether words stand close enough behind a number to speak of it, and not of what follows."""
    return start - end <= (NEAR_LATIN if text[start : start + 1].isascii() else NEAR_HAN)


def counted_after(text: str, end: int, last: int) -> tuple[str, int]:
    """The word of what is counted behind a number, and where it ends."""
    formation = FORMATION.match(text, end - 1, last) or FORMATION.match(text, end, last)
    if formation:
        return FORMATIONS.get(formation["name"], ""), formation.end()
    for counted, pattern in (("months", MONTHS), ("days", DAYS), (PERCENT, PER_CENT)):
        if match := pattern.match(text, end, last):
            return counted, match.end()
    measure = MEASURE.match(text, end, last).end()
    is_of_persons = any(character in PERSON_MEASURES for character in text[end:measure])
    for match in COUNTED_WORD.finditer(text, end, last):
        if match["single"] and match.end() > measure + 1:
            continue
        counted = COUNTED_BY_WORD[match[0]]
        if is_of_persons and not (counted == OFFICERS and match.start() == measure):
            break
        if not is_near(text, measure, match.start()) or JOINED_TO.search(text, end, match.start()):
            break
        return counted, max(match.end(), measure)
    return (PERSONS, measure) if is_of_persons else ("", measure)


def counted_before(text: str, first: int, start: int) -> str:
    """The word of what is counted directly before a number: 日機21架, 投彈60,174枚."""
    found = ""
    if text.endswith(("上", "过"), first, start):
        # 落彈上萬枚
        start -= 1
    for match in COUNTED_WORD.finditer(text, first, start):
        if (not match["single"] or match[0] == "机") and LED.fullmatch(text, match.end(), start):
            found = COUNTED_BY_WORD[match[0]]
    return found


def run_after(text: str, end: int, counted_end: int, clause: int, last: int) -> Run | None:
    matches = [match for match in CATEGORY_WORD.finditer(text, end, last) if not match["single"]]
    if not matches or matches[0].start() >= clause or not is_near(text, counted_end, matches[0].start()):
        return None
    run = [matches[0]]
    for match in matches[1:]:
        if not JOINT.fullmatch(text, run[-1].end(), match.start()):
            break
        run.append(match)
    return joined(run)


def run_before(text: str, first: int, start: int) -> Run | None:
    matches = [
        match
        for match in CATEGORY_WORD.finditer(text, first, start)
        if not match["single"] or FILLED.fullmatch(text, match.end(), start)
    ]
    if not matches:
        return None
    run = [matches[-1]]
    for match in reversed(matches[:-1]):
        if not JOINT.fullmatch(text, match.end(), run[0].start()):
            break
        run.insert(0, match)
    return None if ADDED.search(text, first, run[0].start()) else joined(run)


def joined(run: list[re.Match]) -> Run | None:
    categories = {CATEGORY_BY_WORD[match[0]] for match in run}
    if len(categories) > 1:
        categories -= GENERAL
    category = TOGETHER.get(frozenset(categories), "") if len(categories) > 1 else next(iter(categories))
    return Run(category, run[0].start(), run[-1].end()) if category else None


def columns_of(category: str, counted: str, is_civilian: bool) -> tuple[str, str, str]:
    """The kind, category and counted of a claim; empty where the words contradict each other or do not say it."""
    if category in STRENGTH_CATEGORIES:
        return "strength", category, counted
    if not category:
        return "", "", counted
    if counted in MATERIEL:
        if category in OF_PERSONS:
            return "", "", counted
        return "materiel_losses", LOST if category == TOTAL else category, counted
    if category in OF_PERSONS and not counted:
        counted = PERSONS
    if category == LOST and counted in (PERSONS, OFFICERS):
        category = TOTAL
    if category in GENERAL and not counted:
        return "", category, ""
    return "civilian_casualties" if is_civilian else "casualties", category, counted
