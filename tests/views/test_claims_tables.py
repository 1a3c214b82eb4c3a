"""Each figure of the fixtures is in its table, row and column on the page of its event, and in the plot."""

import json
import math
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.views.documents import drawings_of, entries_of, read

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.FIXTURE_DIRS[0])
KINDS = {
    "casualties": "Casualties",
    "civilian_casualties": "Civilian casualties",
    "materiel_losses": "Losses of materiel",
    "strength": "Strength",
    "other": "Other figure",
}
SHAPES = {
    "exact": "dot",
    "about": "diamond",
    "over": "ring",
    "at_least": "dot",
    "under": "ring",
    "at_most": "dot",
    "range": "end",
    "several": "end",
}
AXIS_START, ARROW_END = 42, 98


def rows_of(name):
    return [row["fields"] for path in sorted(FIXTURES.glob(f"*/{name}.json")) for row in json.loads(path.read_bytes())]


CLAIMS = {claim["ref"]: claim for claim in rows_of("figure_claims")}
WUHAN_ENGAGEMENTS = {row["slug"] for row in rows_of("7_engagements") if row.get("campaign") == ["battle-of-wuhan"]}


def slug_of(claim, link):
    return (claim.get(link) or [""])[0]


def event_of(claim):
    """The address of the page that has the claim."""
    campaign = slug_of(claim, "campaign")
    return f"/campaigns/{campaign}/" if campaign else f"/engagements/{slug_of(claim, 'engagement')}/"


def is_of_wuhan(claim):
    return slug_of(claim, "campaign") == "battle-of-wuhan" or slug_of(claim, "engagement") in WUHAN_ENGAGEMENTS


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """The entries and drawings of the page of every event that has a figure in the fixtures."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *sorted(FIXTURES.glob("*/*.json")), verbosity=0)
        addresses = sorted({event_of(claim) for claim in CLAIMS.values()})
        documents = {address: read(Client().get(address).content.decode()) for address in addresses}
        transaction.set_rollback(True)
    return {address: (entries_of(document), drawings_of(document)) for address, document in documents.items()}


def test_the_fixtures_have_casualty_claims_of_wuhan_and_its_engagements():
    casualties = [claim for claim in CLAIMS.values() if claim["kind"] in ("casualties", "civilian_casualties")]
    of_wuhan = [claim for claim in casualties if is_of_wuhan(claim)]
    assert sum("campaign" in claim for claim in of_wuhan) == 17
    assert sum("engagement" in claim for claim in of_wuhan) >= 15


@pytest.mark.parametrize("ref", CLAIMS, ids=str)
def test_a_claim_stands_in_its_block_part_row_and_column(pages, ref):
    claim = CLAIMS[ref]
    entry = pages[event_of(claim)][0][f"/claims/{ref}/"]
    side = slug_of(claim, "belligerent")
    counted = claim.get("counted", "persons")
    category = claim["category"].replace("_", " ").capitalize()
    assert entry.side == (f"/belligerents/{side}/" if side else "")
    assert entry.kind == KINDS[claim["kind"]]
    assert entry.column == (category if counted == "other" else f"{category}, {counted}")
    assert (entry.authority.removeprefix(claim.get("attributed_to", "")).strip()).startswith(authority_of(claim))
    assert f"/sources/{slug_of(claim, 'source')}/" in entry.row_links
    works = {f"/sources/{slug_of(claim, link)}/" for link in ("source", "quoted_source") if slug_of(claim, link)}
    assert {link for link in entry.row_links if link.startswith("/sources/")} == works
    assert_narrowed_as_stated(claim, entry)
    assert entry.text.startswith(figure_of(claim))
    assert ("contested according to the source" in entry.text) == claim.get("disputed", False)


def assert_narrowed_as_stated(claim, entry):
    unit = slug_of(claim, "unit")
    assert [link for link in entry.part_links if link.startswith("/units/")] == ([f"/units/{unit}/"] if unit else [])
    assert " ".join(claim.get("scope", "").split()) in entry.part
    assert ("as of" in entry.part) == bool(claim.get("as_of"))
    if not (unit or claim.get("scope") or claim.get("as_of")):
        assert entry.part in ("", "In all no unit, part or date named")


def authority_of(claim):
    side, claimant = slug_of(claim, "belligerent"), slug_of(claim, "claimant")
    if not claimant:
        return "third party, or not stated"
    if claimant != side:
        return "claim of another side"
    return "own figure" if claim["kind"] == "strength" else "own admission"


def number(text):
    whole, point, fraction = str(text).partition(".")
    return f"{int(whole):,}{point}{fraction}"


def figure_of(claim):
    """The figure as the page shows it: its numbers, and its qualifier as a sign or a word."""
    qualifier, low, high = claim.get("qualifier", "exact"), claim.get("low"), claim.get("high")
    if qualifier == "unquantified":
        return "not in figures"
    if qualifier == "several":
        return f"several ({number(low)}–{number(high)})"
    if qualifier == "range":
        return f"{number(low)}–{number(high)}"
    signs = {"exact": "", "about": "c. ", "over": "> ", "at_least": "≥ ", "under": "< ", "at_most": "≤ "}
    return signs[qualifier] + number(high if low is None else low)


@pytest.mark.parametrize("ref", CLAIMS, ids=str)
def test_a_claim_is_drawn_where_its_number_is_and_as_it_is_qualified(pages, ref):
    claim = CLAIMS[ref]
    drawings = pages[event_of(claim)][1]
    qualifier = claim.get("qualifier", "exact")
    if qualifier == "unquantified":
        assert f"/claims/{ref}/" not in drawings
        return
    drawing = drawings[f"/claims/{ref}/"]
    side = slug_of(claim, "belligerent")
    assert drawing.side == (f"/belligerents/{side}/" if side else "")
    assert drawing.kind == KINDS[claim["kind"]]
    assert drawing.counted == claim.get("counted", "persons").capitalize()
    assert drawing.heading == f"{claim['category'].replace('_', ' ').capitalize()} · {authority_of(claim)}"
    assert bool(drawing.narrowing) == bool(slug_of(claim, "unit") or claim.get("scope") or claim.get("as_of"))
    assert drawing.text.startswith(figure_of(claim))
    bounds = [claim[bound] for bound in ("low", "high") if claim.get(bound) is not None]
    places = [place_of(float(bound), drawing) for bound in dict.fromkeys(bounds)]
    assert drawing.points == pytest.approx(places, abs=0.02)
    assert drawing.shape == SHAPES[qualifier]
    assert drawing.line == line_of(qualifier, places)


def place_of(number, drawing):
    """Percent of the width, from the first and the last number that are written along the axis."""
    numbers = [tick for tick in drawing.ticks if not drawing.is_logarithmic or drawing.ticks[tick] > 0]
    first, last = numbers[0], numbers[-1]
    size = math.log if drawing.is_logarithmic else float
    if drawing.is_logarithmic and number == 0:
        return AXIS_START
    low, high = size(drawing.ticks[first]), size(drawing.ticks[last])
    return first + (last - first) * (size(number) - low) / (high - low)


def line_of(qualifier, places):
    if qualifier in ("exact", "about"):
        return None
    if qualifier in ("over", "at_least"):
        return (pytest.approx(places[0], abs=0.02), ARROW_END)
    if qualifier in ("under", "at_most"):
        return (AXIS_START, pytest.approx(places[0], abs=0.02))
    return tuple(pytest.approx(place, abs=0.02) for place in places)


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
