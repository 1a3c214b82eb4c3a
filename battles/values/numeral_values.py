"""The numbers that Chinese, English and mixed numerals mean."""

import re
from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "俩": 2}
TENS = {"廿": 20, "卅": 30}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12, "k": 1000}
PLURALS = {"tens": 10} | {f"{word}s": scale for word, scale in SCALES.items() if word != "k"}
WORDS = dict(zip((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
), (*range(20), *range(20, 100, 10)), strict=True))  # fmt: skip

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTH_NAMES, 1)}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
DIGIT = f"[{''.join(DIGITS)}]"
UNIT = f"[{''.join(UNITS)}]"
HAN = f"[{''.join(DIGITS)}{''.join(TENS)}{''.join(UNITS)}]"
HAN_TOKEN = re.compile(f"{ARABIC}|若干|.")
ENGLISH_TOKEN = re.compile(rf"{ARABIC}|half an?|a few|[a-z]+")


def han_bounds(tokens: list[str]) -> tuple[Decimal, Decimal]:
    """The least and the greatest number that Chinese or mixed tokens mean; the same number if they are exact."""
    if tokens == ["若干"]:
        return Decimal(2), Decimal(9)
    least, most = list(tokens), list(tokens)
    for place, (before, token) in enumerate(zip(["", *tokens[:-1]], tokens, strict=True)):
        if token in ("几", "数"):
            least[place] = "一" if before == "十" or before in TENS or before[:1].isdigit() else "二"
            most[place] = "九"
    if least != tokens:
        return han_value(least), han_value(most)
    for place in range(len(tokens) - 1):
        first, second = (DIGITS.get(token) for token in tokens[place : place + 2])
        around = [*tokens[max(place - 1, 0) : place], *tokens[place + 2 : place + 3]]
        if first and second == first + 1 and not any(token in DIGITS for token in around):
            without_first, without_second = (tokens[:left] + tokens[left + 1 :] for left in (place, place + 1))
            return han_value(without_second), han_value(without_first)
    return (han_value(tokens),) * 2


def han_value(tokens: list[str]) -> Decimal:
    """The number of Chinese or mixed tokens, such as 1 万 3 千 or 七 千 五 百 多."""
    tokens = [token for token in tokens if token not in ("余", "多")]
    total, section, current = Decimal(0), Decimal(0), None
    for place, token in enumerate(tokens):
        if token in ("万", "亿"):
            section += (0 if total or section else 1) if current is None else current
            total = total + section * 10**4 if token == "万" else (total + section) * 10**8
            section, current = Decimal(0), None
        elif token in UNITS:
            section += (1 if current is None else current) * UNITS[token]
            current = None
        elif token in TENS:
            section += TENS[token]
        elif token in DIGITS:
            # 十 and 几 may follow an Arabic number: 10几 is 11 to 19.
            follows_number = current is not None and tokens[place - 1][:1].isdigit() and tokens[place - 1].isascii()
            current = current + DIGITS[token] if follows_number else (current or 0) * 10 + DIGITS[token]
        else:
            current = Decimal(token.replace(",", ""))
    last, before = tokens[-1], tokens[-2] if len(tokens) > 1 else ""
    if UNITS.get(before, 0) >= 100 and current and current < 10 and (last in DIGITS or last.isdigit()):
        current *= UNITS[before] // 10
    return total + section + (current or 0)


def english_value(words: str) -> tuple[Decimal, Decimal, int]:
    """The least and the greatest number that English words mean, and the scale of the last: 1000 of "two thousand"."""
    total = current = Decimal(0)
    several, scale_now = False, 1
    for token in ENGLISH_TOKEN.findall(words):
        if token in ("and", "of"):
            continue
        if token in ("several", "a few") or (token in PLURALS and not current):
            several, current = True, (current or 1) * PLURALS.get(token, 1)
        elif token in ("hundred", "hundreds", "dozen", "dozens"):
            scale_now = SCALES[token.rstrip("s")]
            current = (current or 1) * scale_now
        elif token in SCALES or token in PLURALS:
            scale_now = SCALES[token if token in SCALES else token.rstrip("s")]
            total += (current or 1) * scale_now
            current = Decimal(0)
        else:
            scale_now = 1
            current += Decimal("0.5") if token.startswith("half") else Decimal(WORDS.get(token, token.replace(",", "")))
    value = total + current
    low, high = (2 * value, 9 * value) if several else (value, value)
    return low, high, scale_now


def number(words: str | None) -> int | None:
    """The whole number of Arabic or Chinese digits."""
    return None if words is None else int(words if words.isascii() else han_value(list(words.removeprefix("初"))))


def month_number(words: str | None) -> int | None:
    if words is None or words[0] in "0123456789":
        return number(words)
    return MONTH_NUMBERS[words[:3]] if words.isascii() else number(words.replace("正", "一"))
