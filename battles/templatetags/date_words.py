"""EDTF dates in English words."""

from battles.edtf import DATE, MONTH_NAMES

SEASON_NAMES = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def date_in_words(text):
    """``1938-07-26`` as “26 July 1938”, ``1938-07~`` as “about July 1938”; as it stands where no words fit."""
    if text[:1] in ("[", "{"):
        joint = " or " if text[0] == "[" else " and "
        return joint.join(part_of_set(part.strip(), text[0]) for part in text[1:-1].split(","))
    if "/" in text:
        start, _slash, end = text.partition("/")
        if start in ("", ".."):
            return f"until {day_in_words(end)}"
        if end in ("", ".."):
            return f"from {day_in_words(start)}"
        return f"{day_in_words(start)} – {day_in_words(end)}"
    return day_in_words(text)


def part_of_set(part, opening):
    start, dots, end = part.partition("..")
    if not dots:
        return day_in_words(part)
    if not start:
        return f"by {day_in_words(end)}"
    if not end:
        return f"from {day_in_words(start)}"
    if opening == "[":
        return f"between {day_in_words(start)} and {day_in_words(end)}"
    return f"{day_in_words(start)} to {day_in_words(end)}"


def day_in_words(text):
    match = DATE.fullmatch(text)
    if not match or "X" in text:
        return text
    year, month, day = match["year"].removeprefix("Y"), match["month"], match["day"]
    number = int(year)
    words = f"{1 - number} BC" if number <= 0 else str(number)
    if month in SEASON_NAMES:
        words = f"{SEASON_NAMES[month]} {words}"
    elif month:
        words = f"{MONTH_NAMES[int(month) - 1]} {words}"
    if day:
        words = f"{int(day)} {words}"
    return MARKS.get(match["mark"], "") + words
