"""The files that the benchmark imports: entities to link to, and claims as an editor's spreadsheet has them."""

import csv
import random
from pathlib import Path

SIDES = 4
ENGAGEMENTS = 400
UNITS = 600
SOURCES = 300

# Every so many rows one is wrong, in the file that has errors.
ROWS_TO_AN_ERROR = 100
HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
MEANINGS = [
    ("casualties", "killed", "persons"),
    ("casualties", "killed_and_wounded", "persons"),
    ("civilian_casualties", "killed", "persons"),
    ("materiel_losses", "lost", "aircraft"),
    ("strength", "engaged", "persons"),
]
DATES = ["", "", "1938-10", "1938-10-25", "1938-07~", "1938-08/1938-10", "[1938-07-11..1938-07-20]"]
AUTHORITIES = ["", "軍事委員會", "第九戰區司令長官部", "大本營陸軍部", "支那派遣軍總司令部"]
NOTES = [*[""] * 9, "Editorial: the table adds up to another number."]


def write_entities(folder: Path) -> list[tuple[str, Path]]:
    """Files of what the claims link to, as pairs of MODEL and path in the order in which they can be imported."""
    tables = {
        "belligerents": [{"slug": side(number), "name": f"某方{number}"} for number in range(SIDES)],
        "sources": [
            {"slug": f"history-volume-{number}", "title": f"抗日戰史 第{number}冊", "kind": "book"}
            for number in range(SOURCES)
        ],
        "campaigns": [{"slug": "battle-of-wuhan", "name": "武漢會戰"}],
        "engagements": [
            {
                "slug": f"battle-of-height-{number}",
                "name": f"{number}高地戰鬥",
                "campaign": "battle-of-wuhan",
                "kind": "battle",
            }
            for number in range(ENGAGEMENTS)
        ],
        "units": [
            {
                "slug": f"division-{number}",
                "name": f"第{number}師",
                "belligerent": side(number % SIDES),
                "echelon": "division",
            }
            for number in range(UNITS)
        ],
    }
    paths = []
    for model, rows in tables.items():
        paths.append((model, folder / f"{model}.csv"))
        write(folder / f"{model}.csv", rows)
    return paths


def write_claims(path: Path, rows: int, *, series: int = 0, with_errors: bool = False) -> Path:
    """A file of that many claims, each with five links and a blank ref, a quarter of them of each side.

    The same ``series`` gives the same file.
    """
    chance = random.Random(series)
    claims = (claim(number, chance) for number in range(rows))
    write(path, (spoilt(row, number) for number, row in enumerate(claims)) if with_errors else claims)
    return path


def write(path, rows):
    rows = iter(rows)
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, first)
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def side(number):
    return f"side-{number}"


def claim(number, chance):
    kind, category, counted = chance.choice(MEANINGS)
    count = chance.randrange(10, 300_000)
    qualifier, low, high = chance.choice(
        [("exact", count, count), ("about", count, count), ("over", count, ""), ("range", count, 2 * count)]
    )
    quotes = number % 2
    source = chance.randrange(SOURCES)
    return {
        "ref": "",
        "campaign": "",
        "engagement": f"battle-of-height-{chance.randrange(ENGAGEMENTS)}",
        "unit": f"division-{chance.randrange(UNITS)}",
        "belligerent": side(number % SIDES),
        "kind": kind,
        "category": category,
        "counted": counted,
        "low": low,
        "high": high,
        "qualifier": qualifier,
        "as_of": chance.choice(DATES),
        "scope": "",
        "attributed_to": chance.choice(AUTHORITIES),
        "claimant": "" if quotes else side((number + 1) % SIDES),
        "standing": "normal",
        "standing_reason": "",
        "disputed": "no",
        "source": f"history-volume-{source}",
        "locator": f"p. {number}",
        "wording": f"斃傷敵{count}".translate(HAN_DIGITS) + "名",
        "quoted_source": f"history-volume-{(source + 1) % SOURCES}" if quotes else "",
        "quoted_locator": f"第{chance.randrange(1, 900)}頁" if quotes else "",
        "note": chance.choice(NOTES),
    }


def spoilt(row, number):
    """The row with a mistake, if it is one of those that shall have one: of five sorts in turn."""
    if number % ROWS_TO_AN_ERROR:
        return row
    mistakes = [
        {"engagement": f"{row['engagement']}-{number}"},
        {"low": "1e5"},
        {"as_of": "1938-2-30"},
        {"kind": "casulties"},
        {"qualifier": "range", "low": 9, "high": 1},
    ]
    return row | mistakes[number // ROWS_TO_AN_ERROR % len(mistakes)]
