"""Each figure of the fixtures is in its table, row and column on the page of its event, and in the plot."""

import json
import math
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.views.documents import Entry, drawings_of, entries_of, read

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.FIXTURE_DIRS[0])
AXIS_START, ARROW_END = 42, 98


def rows_of(name):
    return [row["fields"] for path in sorted(FIXTURES.glob(f"*/{name}.json")) for row in json.loads(path.read_bytes())]


CLAIMS = {claim["ref"]: claim for claim in rows_of("figure_claims")}
WUHAN_ENGAGEMENTS = {row["slug"] for row in rows_of("7_engagements") if row.get("campaign") == ["battle-of-wuhan"]}


def claim_of(end_of_ref):
    (claim,) = (claim for ref, claim in CLAIMS.items() if ref.endswith(end_of_ref))
    return claim


def slug_of(claim, link):
    return (claim.get(link) or [""])[0]


def event_of(claim):
    """The address of the page that has the claim."""
    campaign = slug_of(claim, "campaign")
    return f"/campaigns/{campaign}/" if campaign else f"/engagements/{slug_of(claim, 'engagement')}/"


def is_of_wuhan(claim):
    return slug_of(claim, "campaign") == "battle-of-wuhan" or slug_of(claim, "engagement") in WUHAN_ENGAGEMENTS


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, templates):
    """The entries and drawings of the page of every event that has a figure in the fixtures."""
    with django_db_blocker.unblock(), transaction.atomic():
        templates.copy_records_to_connection()
        addresses = sorted({event_of(claim) for claim in CLAIMS.values()})
        documents = {address: read(Client().get(address).content.decode()) for address in addresses}
        transaction.set_rollback(True)
    return {address: (entries_of(document), drawings_of(document)) for address, document in documents.items()}


def test_the_fixtures_have_casualty_claims_of_wuhan_and_its_engagements():
    casualties = [claim for claim in CLAIMS.values() if claim["kind"] in ("casualties", "civilian_casualties")]
    of_wuhan = [claim for claim in casualties if is_of_wuhan(claim)]
    assert sum("campaign" in claim for claim in of_wuhan) == 16
    assert sum("engagement" in claim for claim in of_wuhan) >= 10


WIKIPEDIA = "Wikipedia zh, Wuhan"
# By the end of a ref: one claim for each qualifier and kind, and for each way to name its authority, part and sources.
ENTRIES = {
    "f590afd2f5": Entry(
        side="/belligerents/republic-of-china/",
        kind="Strength",
        column="Total, persons",
        part="In all no unit, part or date named",
        part_links=[],
        row=WIKIPEDIA,
        row_links=["/sources/zhwiki-wuhan/"],
        authority="third party, or not stated",
        text="1,100,000 ¶14",
    ),
    "a56211f75a": Entry(
        side="/belligerents/republic-of-china/",
        kind="Casualties",
        column="Killed and wounded, persons",
        part="In all no unit, part or date named",
        part_links=[],
        row=f"{WIKIPEDIA} citing Ailan 2012",
        row_links=["/sources/zhwiki-wuhan/", "/sources/ailan-2012/"],
        authority="军事委员会 own admission",
        text="254,628 ¶16 › p. 328",
    ),
    "4ff90fd5b8": Entry(
        side="/belligerents/republic-of-china/",
        kind="Casualties",
        column="Killed, persons",
        part="In all no unit, part or date named",
        part_links=[],
        row=WIKIPEDIA,
        row_links=["/sources/zhwiki-wuhan/"],
        authority="日本统计 claim of another side: 大日本帝國 Empire of Japan",
        text="197,439 ¶16",
    ),
    "012dd0bdab": Entry(
        side="/belligerents/empire-of-japan/",
        kind="Casualties",
        column="Killed and wounded, persons",
        part="",
        part_links=[],
        row=WIKIPEDIA,
        row_links=["/sources/zhwiki-wuhan/"],
        authority="third party, or not stated",
        text="c. 100,000 ¶17 ⚑ contested according to the source",
    ),
    "1a476a3cc7": Entry(
        side="",
        kind="Other figure",
        column="Other, months",
        part="from the invasion of 7 July 1937 to the fall of Beiping and Tianjin",
        part_links=[],
        row=f"from the invasion of 7 July 1937 to the fall of Beiping and Tianjin {WIKIPEDIA}",
        row_links=["/sources/zhwiki-wuhan/"],
        authority="third party, or not stated",
        text="< 1 ¶23",
    ),
    "40d3cc65d0": Entry(
        side="/belligerents/empire-of-japan/",
        kind="Strength",
        column="Total, battalions",
        part="2nd and 11th Army under Hata as of perhaps 4 July 1938",
        part_links=[],
        row=f"2nd and 11th Army under Hata as of perhaps 4 July 1938 {WIKIPEDIA}",
        row_links=["/sources/zhwiki-wuhan/"],
        authority="third party, or not stated",
        text="c. 140 ¶30",
    ),
    "933c09d113": Entry(
        side="/belligerents/republic-of-china/",
        kind="Losses of materiel",
        column="Lost, aircraft",
        part="中國空軍 Chinese Air Force",
        part_links=["/units/roc-air-force/"],
        row=f"中國空軍 Chinese Air Force {WIKIPEDIA} citing Wuhan Daily, 30 April 1938",
        row_links=["/units/roc-air-force/", "/sources/zhwiki-wuhan/", "/sources/wuhan-daily-1938-04-30/"],
        authority="third party, or not stated",
        text="12 ¶35",
    ),
    "5f03937828": Entry(
        side="/belligerents/republic-of-china/",
        kind="Civilian casualties",
        column="Killed, persons",
        part="",
        part_links=[],
        row=f"{WIKIPEDIA} citing Ten Worst Floods",
        row_links=["/sources/zhwiki-wuhan/", "/sources/ten-worst-floods-web/"],
        authority="third party, or not stated",
        text="500,000–900,000 ¶36",
    ),
    "683381e0eb": Entry(
        side="/belligerents/empire-of-japan/",
        kind="Strength",
        column="Reinforcement, officers",
        part="air-dropped to the encircled divisions",
        part_links=[],
        row=f"air-dropped to the encircled divisions {WIKIPEDIA}",
        row_links=["/sources/zhwiki-wuhan/"],
        authority="third party, or not stated",
        text="several (200–900) ¶48",
    ),
    "9adf28c3a4": Entry(
        side="/belligerents/empire-of-japan/",
        kind="Casualties",
        column="Killed and wounded, persons",
        part="brigades, regiments, battalions, companies and detachments of the four divisions",
        part_links=[],
        row="brigades, regiments, battalions, companies and detachments of the four divisions "
        f"{WIKIPEDIA} citing Japanese war history, Wuhan",
        row_links=["/sources/zhwiki-wuhan/", "/sources/japanese-war-history/"],
        authority="日本戰史 own admission",
        text="not in figures ¶49 傷亡慘重",
    ),
    "0cf13e2ddd": Entry(
        side="/belligerents/empire-of-japan/",
        kind="Casualties",
        column="Killed and wounded, persons",
        part="第11軍 11th Army as reported by the 11th Army, a reduced number (缩水) by the article's judgement",
        part_links=["/units/ija-11th-army/"],
        row="第11軍 11th Army as reported by the 11th Army, a reduced number (缩水) by the article's judgement "
        "Web article, Changde citing Hata diary",
        row_links=["/units/ija-11th-army/", "/sources/web-article-changde/", "/sources/hata-diary/"],
        authority="第11军 own admission",
        text="≥ 10,000 ¶11 › 战史中引述",
    ),
    "69c79304ff": Entry(
        side="/belligerents/republic-of-china/",
        kind="Casualties",
        column="Killed and wounded, persons",
        part="In all no unit, part or date named",
        part_links=[],
        row="Web novel, Jin-Cha-Ji",
        row_links=["/sources/novel-jin-cha-ji/"],
        authority="third party, or not stated",
        text="> 400,000 ¶5",
    ),
}


@pytest.mark.parametrize("end_of_ref", ENTRIES)
def test_a_claim_stands_in_its_block_part_row_and_column(pages, end_of_ref):
    claim = claim_of(end_of_ref)
    assert pages[event_of(claim)][0][f"/claims/{claim['ref']}/"] == ENTRIES[end_of_ref]


# The side, kind, unit, heading and narrowing above a claim in the plot, the begin of its text, its sign, and its line.
DRAWINGS = {
    "f590afd2f5": (
        *("/belligerents/republic-of-china/", "Strength", "Persons", "Total · third party, or not stated", ""),
        *("1,100,000, total, persons: ", "dot", "no line"),
    ),
    "a56211f75a": (
        *("/belligerents/republic-of-china/", "Casualties", "Persons", "Killed and wounded · own admission", ""),
        *("254,628, killed and wounded, persons: ", "dot", "no line"),
    ),
    "4ff90fd5b8": (
        *("/belligerents/republic-of-china/", "Casualties", "Persons", "Killed · claim of another side", ""),
        *("197,439, killed, persons: ", "dot", "no line"),
    ),
    "012dd0bdab": (
        *("/belligerents/empire-of-japan/", "Casualties", "Persons"),
        *("Killed and wounded · third party, or not stated", ""),
        *("c. 100,000, killed and wounded, persons: ", "diamond", "no line"),
    ),
    "1a476a3cc7": (
        *("", "Other figure", "Months", "Other · third party, or not stated"),
        *("from the invasion of 7 July 1937 to the fall of B…", "< 1, months: ", "ring", "from the axis"),
    ),
    "40d3cc65d0": (
        *("/belligerents/empire-of-japan/", "Strength", "Battalions", "Total · third party, or not stated"),
        "2nd and 11th Army under Hata · as of perhaps 4 Ju…",
        *("c. 140, total, battalions: ", "diamond", "no line"),
    ),
    "933c09d113": (
        *("/belligerents/republic-of-china/", "Losses of materiel", "Aircraft", "Lost · third party, or not stated"),
        *("中國空軍 · Chinese Air Force", "12, lost, aircraft: ", "dot", "no line"),
    ),
    "5f03937828": (
        *("/belligerents/republic-of-china/", "Civilian casualties", "Persons", "Killed · third party, or not stated"),
        *("", "500,000–900,000, killed, persons: ", "end", "between two points"),
    ),
    "683381e0eb": (
        *("/belligerents/empire-of-japan/", "Strength", "Officers", "Reinforcement · third party, or not stated"),
        "air-dropped to the encircled divisions",
        *("several (200–900), reinforcement, officers: ", "end", "between two points"),
    ),
    "0cf13e2ddd": (
        *("/belligerents/empire-of-japan/", "Casualties", "Persons", "Killed and wounded · own admission"),
        "第11軍 · 11th Army · as reported by the 11th Army…",
        *("≥ 10,000, killed and wounded, persons: ", "dot", "to the arrow"),
    ),
    "69c79304ff": (
        *("/belligerents/republic-of-china/", "Casualties", "Persons"),
        *("Killed and wounded · third party, or not stated", ""),
        *("> 400,000, killed and wounded, persons: ", "ring", "to the arrow"),
    ),
}


@pytest.mark.parametrize("end_of_ref", DRAWINGS)
def test_a_claim_is_drawn_under_its_headings_and_with_the_sign_of_its_qualifier(pages, end_of_ref):
    claim = claim_of(end_of_ref)
    found = pages[event_of(claim)][1][f"/claims/{claim['ref']}/"]
    side, kind, counted, heading, narrowing, text, shape, line = DRAWINGS[end_of_ref]
    assert (found.side, found.kind, found.counted, found.heading) == (side, kind, counted, heading)
    assert (found.narrowing, found.text[: len(text)], found.shape) == (narrowing, text, shape)
    first, last = found.points[0], found.points[-1]
    lines = {
        "no line": None,
        "from the axis": (AXIS_START, first),
        "to the arrow": (first, ARROW_END),
        "between two points": (first, last),
    }
    assert found.line == lines[line]


def test_every_claim_stands_under_its_side_with_its_unit_and_sources(pages):
    for ref, claim in CLAIMS.items():
        entry = pages[event_of(claim)][0][f"/claims/{ref}/"]
        assert entry.side == address_of(claim, "belligerent"), ref
        assert [link for link in entry.part_links if link.startswith("/units/")] == [
            address for address in [address_of(claim, "unit")] if address
        ], ref
        works = {address_of(claim, "source"), address_of(claim, "quoted_source")} - {""}
        assert {link for link in entry.row_links if link.startswith("/sources/")} == works, ref


def address_of(claim, link):
    """The address of a linked record; empty without a link."""
    folder = {"belligerent": "belligerents", "unit": "units"}.get(link, "sources")
    return f"/{folder}/{claim[link][0]}/" if claim.get(link) else ""


def test_every_number_is_drawn_at_its_place_on_the_axis(pages):
    """Claims without a number are not drawn."""
    for ref, claim in CLAIMS.items():
        drawing = pages[event_of(claim)][1].get(f"/claims/{ref}/")
        bounds = dict.fromkeys(float(claim[bound]) for bound in ("low", "high") if claim.get(bound) is not None)
        assert (drawing is None) == (not bounds), ref
        if drawing:
            assert drawing.points == pytest.approx([place_of(bound, drawing) for bound in bounds], abs=0.02), ref


def place_of(number, drawing):
    """Percent of the width, from the first and the last number that are written along the axis."""
    numbers = [tick for tick in drawing.ticks if not drawing.is_logarithmic or drawing.ticks[tick] > 0]
    first, last = numbers[0], numbers[-1]
    size = math.log if drawing.is_logarithmic else float
    if drawing.is_logarithmic and number == 0:
        return AXIS_START
    low, high = size(drawing.ticks[first]), size(drawing.ticks[last])
    return first + (last - first) * (size(number) - low) / (high - low)


def test_pages_hold_nothing_but_the_claims_about_their_event(pages):
    for address, (entries, drawings) in pages.items():
        own = {f"/claims/{ref}/" for ref, claim in CLAIMS.items() if event_of(claim) == address}
        assert set(entries) == own
        assert set(drawings) <= own


def test_figures_of_two_categories_are_in_two_columns(pages):
    """The standing example: 254,628 killed in one source, killed and wounded in another."""
    entries = pages["/campaigns/battle-of-wuhan/"][0].values()
    found = {(entry.column, entry.row_links[-1]) for entry in entries if entry.text.startswith("254,628")}
    assert found == {
        ("Killed, persons", "/sources/novel-jin-cha-ji/"),
        ("Killed and wounded, persons", "/sources/ailan-2012/"),
    }
