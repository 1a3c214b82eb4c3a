"""A made-up war for benchmarks: the same rows at every run, with real ones' spread of values."""

import random
from itertools import accumulate

from battles.models import Countable, FigureClaim
from battles.values.folding import fold

SIZES = {"belligerent": 12, "campaign": 40, "engagement": 5_000, "unit": 8_000, "source": 300}
CLAIMS = 1_000_000

BELLIGERENTS = [
    "中華民國",
    "大日本帝國",
    "蘇維埃聯邦",
    "滿洲國",
    "八路軍",
    "新四軍",
    "晉綏軍",
    "川軍",
    "滇軍",
    "桂軍",
    "粵軍",
    "義勇軍",
]
PLACES = [
    "武漢",
    "長沙",
    "萬家嶺",
    "南昌",
    "廣濟",
    "田家鎮",
    "馬當",
    "九江",
    "信陽",
    "常德",
    "衡陽",
    "徐州",
    "臺兒莊",
    "太原",
    "忻口",
    "平型關",
]
# Each: values, and how often they come for each other.
MEANINGS = [
    (("casualties", "killed", "persons"), 30), (("casualties", "wounded", "persons"), 18),
    (("casualties", "killed_and_wounded", "persons"), 16), (("casualties", "captured", "persons"), 6),
    (("casualties", "missing", "persons"), 4), (("casualties", "killed", "officers"), 3),
    (("strength", "total", "persons"), 8), (("strength", "engaged", "divisions"), 3),
    (("strength", "present", "battalions"), 1), (("strength", "total", "aircraft"), 1),
    (("materiel_losses", "lost", "aircraft"), 3), (("materiel_losses", "lost", "ships"), 2),
    (("materiel_losses", "damaged", "guns"), 1), (("civilian_casualties", "killed", "persons"), 2),
    (("civilian_casualties", "total", "persons"), 1), (("other", "other", "bombs"), 1),
]  # fmt: skip
QUALIFIERS = [
    ("exact", 50), ("about", 22), ("over", 10), ("at_least", 3), ("at_most", 2), ("under", 1), ("range", 6),
    ("several", 3), ("unquantified", 3),
]  # fmt: skip
AUTHORITIES = [("", 80), ("軍事委員會", 8), ("大本營", 6), ("第九戰區", 4), ("戰報", 2)]
SCOPES = [("", 90), ("長江以南", 6), ("全線", 4)]
AS_OF = [("", 95), ("1938-10", 3), ("1938-09", 2)]
WORDINGS = [
    "我軍陣亡{}人",
    "斃敵{}餘名",
    "傷亡{}人",
    "日軍死傷約{}",
    "俘虜{}人",
    "總兵力{}人",
    "擊落敵機{}架",
    "負傷官兵{}名",
]
NOTES = [("", 85), ("數字與原書表格不同，照錄", 8), ("Editorial: the year is added from the campaign.", 7)]

ENTITY_COLUMNS = ("slug", "name", "name_en", "note", "search_key")
CLAIM_COLUMNS = (
    "id", "ref", "source_id", "locator", "wording", "quoted_source_id", "quoted_locator", "attributed_to",
    "campaign_id", "engagement_id", "unit_id", "belligerent_id", "kind", "category", "counted_id", "low", "high",
    "qualifier", "as_of", "as_of_sort", "scope", "claimant_id", "standing", "standing_reason", "disputed", "note",
    "search_key",
)  # fmt: skip


class Choice:
    """Draws values as often as their weights say."""

    def __init__(self, weighted, draw):
        self.values = [value for value, _weight in weighted]
        self.weights = list(accumulate(weight for _value, weight in weighted))
        self.draw = draw

    def __call__(self):
        return self.draw.choices(self.values, cum_weights=self.weights)[0]


def entities():
    """For each kind of entity, its columns and its rows; keys begin at 1."""
    draw = random.Random(1938)
    keyed = ("search_key", "note", "name_en", "name", "slug")
    made = {name: [] for name in SIZES}
    for number in range(1, SIZES["belligerent"] + 1):
        made["belligerent"].append({"slug": f"belligerent-{number}", "name": BELLIGERENTS[number - 1]})
    for number in range(1, SIZES["campaign"] + 1):
        place = PLACES[number % len(PLACES)]
        made["campaign"].append({"slug": f"campaign-{number}", "name": f"{place}會戰之{number}", "outcome": ""})
    for number in range(1, SIZES["engagement"] + 1):
        made["engagement"].append(
            {
                "slug": f"engagement-{number}",
                "name": f"{draw.choice(PLACES)}第{number}次戰鬥",
                "name_en": f"Fight {number}",
                "campaign_id": draw.randint(1, SIZES["campaign"]),
                "kind": draw.choice(["battle", "capture", "landing", "bombing"]),
                "front": draw.choice(["", "長江以南", "長江以北"]),
                "outcome": "",
            }
        )
    for number in range(1, SIZES["unit"] + 1):
        made["unit"].append(
            {
                "slug": f"unit-{number}",
                "name": f"第{number}師",
                "name_en": f"{number}th Division",
                "belligerent_id": draw.randint(1, SIZES["belligerent"]),
                "echelon": draw.choice(["division", "division", "corps", "regiment"]),
                "arm": "",
            }
        )
    for number in range(1, SIZES["source"] + 1):
        made["source"].append(
            {
                "slug": f"source-{number}",
                "title": f"{draw.choice(PLACES)}戰史第{number}卷",
                "title_en": "",
                "kind": draw.choice(["book", "official_history", "newspaper"]),
                "language": "zh-Hant",
            }
        )
    for rows in made.values():
        for row in rows:
            row.setdefault("note", "")
            if "name" in row:
                row.setdefault("name_en", "")
            texts = (row[column] for column in reversed(keyed) if column in row)
            own = [row["slug"], *texts] if "title" not in row else [row["slug"], row["title"]]
            row["search_key"] = "\n".join(dict.fromkeys(filter(None, map(fold, own))))
    return made


def bounds(draw, qualifier):
    """A number and its bounds, as low and high."""
    number = round(10 ** draw.uniform(0, 5))
    if qualifier == "unquantified":
        return number, None, None
    if qualifier in ("over", "at_least"):
        return number, number, None
    if qualifier in ("under", "at_most"):
        return number, None, number
    if qualifier in ("range", "several"):
        return number, number, number * 2 + 1
    return number, number, number


def claims(count=CLAIMS):
    """Rows of CLAIM_COLUMNS, keys from 1; a source's claims do not stand together."""
    draw = random.Random(254_628)
    meaning, qualifier, authority = Choice(MEANINGS, draw), Choice(QUALIFIERS, draw), Choice(AUTHORITIES, draw)
    scope, as_of, note = Choice(SCOPES, draw), Choice(AS_OF, draw), Choice(NOTES, draw)
    days = {"": None} | {date: FigureClaim(as_of=date, counted_id=None).as_of_sort for date, _weight in AS_OF if date}
    # fold() of a text is that of its parts where a number stands between them.
    folded = {text: tuple(fold(part) for part in text.split("{}")) for text in WORDINGS}
    key = {text: fold(text) for text in (*authority.values, *scope.values, *note.values)}
    integer = draw.random
    things = dict(Countable.objects.values_list("slug", "pk"))
    for number in range(1, count + 1):
        kind, category, counted = meaning()
        qualified = qualifier()
        stated, low, high = bounds(draw, qualified)
        wording = WORDINGS[int(integer() * len(WORDINGS))]
        before, after = folded[wording]
        who, where, remark, date = authority(), scope(), note(), as_of()
        source = 1 + int(integer() ** 2 * SIZES["source"])
        quoted = 1 + int(integer() * SIZES["source"]) if integer() < 0.3 else None
        if quoted == source:
            quoted = None
        in_campaign = integer() < 0.2
        belligerent = 1 + int(integer() ** 2 * SIZES["belligerent"])
        disputed = integer() < 0.03
        deprecated = integer() < 0.02
        ref = f"source-{source}-{kind}-{category}-{number:08x}".replace("_", "-")
        keys = dict.fromkeys(filter(None, (key[who], key[where], f"{before}#{stated}{after}", key[remark])))
        yield (
            number, ref, source, f"p. {1 + number % 700}", wording.format(stated), quoted,
            f"p. {number % 300}" if quoted else "", who,
            1 + int(integer() * SIZES["campaign"]) if in_campaign else None,
            None if in_campaign else 1 + int(integer() * SIZES["engagement"]),
            1 + int(integer() * SIZES["unit"]) if integer() < 0.4 else None,
            belligerent, kind, category, things[counted], low, high, qualified, date, days[date], where,
            1 + int(integer() * SIZES["belligerent"]) if integer() < 0.5 else None,
            "deprecated" if deprecated else "normal", "superseded" if deprecated else "", disputed, remark,
            "\n".join(keys),
        )  # fmt: skip
