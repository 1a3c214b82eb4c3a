"""Unknown, not given, zero and nothing at all are four different things wherever figures are shown or counted."""

import json
import re

import pytest

from tests import factories
from tests.views.documents import drawings_of, entries_of, read
from tests.views.test_facets import numbers
from tests.views.test_lists import shown, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def event():
    return {"campaign": factories.make_campaign(slug="wuhan"), "belligerent": factories.make_belligerent(slug="japan")}


@pytest.fixture
def claims(event):
    """A claim of its own source for each, by what the source says; nobody looked into the fourth source."""
    factories.make_source(slug="unread")
    values = {
        "zero": {"low": 0, "high": 0},
        "unknown": {"low": None, "high": None, "qualifier": "unknown"},
        "not given": {"low": None, "high": None, "qualifier": "not_given"},
    }
    return {
        words: factories.make_claim(ref=words.replace(" ", "-"), **event, **figure) for words, figure in values.items()
    }


def page_of(client, event):
    return read(client.get(event["campaign"].get_absolute_url()).content.decode())


def test_a_table_has_three_entries_and_none_for_the_source_that_nobody_read(client, event, claims):
    entries = entries_of(page_of(client, event))
    texts = {address: entry.text.partition(" ¶")[0] for address, entry in entries.items()}
    assert texts == {
        claims["zero"].get_absolute_url(): "0",
        claims["unknown"].get_absolute_url(): "unknown",
        claims["not given"].get_absolute_url(): "not given",
    }


def test_a_plot_draws_zero_and_names_those_that_it_cannot_draw(client, event, claims):
    document = page_of(client, event)
    assert set(drawings_of(document)) == {claims["zero"].get_absolute_url()}
    (undrawn,) = document.all("p", "undrawn")
    assert re.findall(r"\((unknown|not given),", undrawn.text) == ["not given", "unknown"]


def test_only_sources_with_a_figure_are_counted_among_the_sources(client, event, claims):
    factories.make_claim(**event, low=9, high=9)
    (spread,) = [cell.text for row in page_of(client, event).all("tr", "spread") for cell in row.all("td") if cell.text]
    assert spread == (
        "lowest 0 highest 9 2 figures, 2 sources left out: 1 unknown left out: 1 not given ≠ sources differ"
    )
    (row,) = json.loads(client.get("/disagreements/?about=figures&format=json").getvalue())
    assert (row["claims"], row["sources"], row["values"]) == (2, 2, ["0", "9"])


def test_sources_without_a_figure_disagree_with_nobody(client, claims):
    assert json.loads(client.get("/disagreements/?format=json").getvalue()) == []


def test_the_list_of_claims_compares_figures_only(client, event, claims):
    nine = factories.make_claim(ref="nine", **event, low=9, high=9)
    cells = {
        path: re.sub(r"<[^>]+>", "", others).strip()
        for path, others in re.findall(
            r'<a href="(/claims/[^"/]+/)">.*?<td data-label="Others say">(.*?)</td>',
            text_of(client, "/claims/"),
            re.DOTALL,
        )
    }
    assert cells == {
        nine.get_absolute_url(): "0 × 9.0",
        claims["zero"].get_absolute_url(): "9 × 9.0",
        claims["unknown"].get_absolute_url(): "0 – 9 × 9.0",
        claims["not given"].get_absolute_url(): "0 – 9 × 9.0",
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"qualifier": "unknown"}, ["unknown"]),
        ({"qualifier": "not_given"}, ["not given"]),
        ({"qualifier": "exact"}, ["zero"]),
        ({"figure_from": "0"}, ["zero"]),
        ({"figure_to": "0"}, ["zero"]),
        ({"figure_from": "0", "figure_to": "0"}, ["zero"]),
        ({"figure_from": "1"}, []),
        ({"source": "unread"}, []),
    ],
)
def test_filters_tell_them_apart(client, claims, filters, expected):
    assert shown(client, "/claims/", claims.values(), **filters) == [claims[words] for words in expected]


def test_each_has_a_number_of_its_own_beside_the_filters(client, claims):
    assert numbers(text_of(client, "/claims/"), "qualifier") == {"exact": 1, "unknown": 1, "not_given": 1}


@pytest.mark.parametrize("sort", ["figure", "-figure", "low", "-low", "best"])
def test_a_list_sorted_by_number_has_zero_before_those_without_a_number(client, claims, sort):
    assert shown(client, "/claims/", claims.values(), sort=sort)[0] == claims["zero"]


def test_the_page_of_a_claim_says_which_it_is(client, claims):
    for words, claim in claims.items():
        page = read(client.get(claim.get_absolute_url()).content.decode())
        (heading,) = page.all("h1")
        assert heading.text.startswith("0 killed" if words == "zero" else f"{words} killed")


def test_the_best_estimate_is_shown_on_the_page_in_its_json_and_in_the_lists(client, event):
    claim = factories.make_claim(ref="ged", **event, low=1000, high=1500, best=1200, qualifier="range")
    page = read(client.get(claim.get_absolute_url()).content.decode())
    assert page.all("h1")[0].text.startswith("1,000–1,500, best 1,200 killed")
    (qualifier,) = [each.text for each in page.all("dd") if each.text.startswith("range")]
    assert qualifier == "range; low 1,000; high 1,500; best 1,200"
    assert client.get(f"{claim.get_absolute_url()}?format=json").json()["best"] == 1200
    assert "1,000–1,500, best 1,200" in text_of(client, "/claims/")
    # Two bounds that are equal do not differ; both best estimates are shown.
    factories.make_claim(**event, low=1000, high=1500, best=1300, qualifier="range")
    assert json.loads(client.get("/disagreements/?about=figures&format=json").getvalue()) == []
    factories.make_claim(**event, low=900, high=1500, qualifier="range")
    (row,) = json.loads(client.get("/disagreements/?about=figures&format=json").getvalue())
    assert row["values"] == ["900–1,500", "1,000–1,500, best 1,200", "1,000–1,500, best 1,300"]
