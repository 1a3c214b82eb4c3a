"""Below each claims table: the spread of the claims, claims that are left out, and a readable plot."""

from itertools import pairwise

import pytest

from battles import models
from battles.charts.plots import AXIS_END
from tests import factories
from tests.views.documents import drawings_of, entries_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return {"campaign": factories.make_campaign(), "belligerent": factories.make_belligerent()}


def page_of(client, event):
    return read(client.get(event["campaign"].get_absolute_url()).content.decode())


def spreads_of(document):
    """The words of each spread, by the heading of its column."""
    cells = [cell for row in document.all("tr", "spread") for cell in row.all("td") if cell.text]
    assert len({cell["data-label"] for cell in cells}) == len(cells)
    return {cell["data-label"]: cell.text for cell in cells}


def claim_several(event, *numbers, **values):
    return [factories.make_claim(**event, low=number, high=number, **values) for number in numbers]


def test_a_spread_names_its_ends_and_how_many_sources_speak(client, event):
    source = factories.make_source()
    claim_several(event, 300, 100, source=source)
    claim_several(event, 200, quoted_source=factories.make_source())
    assert spreads_of(page_of(client, event)) == {
        "Killed, persons": "lowest 100 highest 300 3 figures, 2 sources, citing 1 other work ≠ sources differ"
    }


def test_a_spread_without_an_upper_bound_says_so(client, event):
    claim_several(event, 300)
    factories.make_claim(**event, low=400, high=None, qualifier="over")
    assert spreads_of(page_of(client, event))["Killed, persons"].startswith("lowest 300 highest > 400 2 figures")


def test_sources_that_agree_have_one_number_and_do_not_differ(client, event):
    claim_several(event, 300, 300)
    assert spreads_of(page_of(client, event)) == {"Killed, persons": "300 2 figures, 2 sources"}


def test_categories_have_spreads_of_their_own(client, event):
    claim_several(event, 1, 2)
    claim_several(event, 30, 40, category="killed_and_wounded")
    spreads = spreads_of(page_of(client, event))
    assert spreads["Killed, persons"].startswith("lowest 1 highest 2 2 figures")
    assert spreads["Killed and wounded, persons"].startswith("lowest 30 highest 40 2 figures")


@pytest.mark.parametrize(
    "narrowing", [{"scope": "north of the Yangtze"}, {"as_of": "1938-10"}, {"unit": {}}], ids=["scope", "date", "unit"]
)
def test_figures_of_a_part_are_not_in_the_spread_of_the_whole(client, event, narrowing):
    if "unit" in narrowing:
        narrowing = {"unit": factories.make_unit(belligerent=event["belligerent"])}
    claim_several(event, 100, 200)
    (part,) = claim_several(event, 999, **narrowing)
    document = page_of(client, event)
    assert spreads_of(document)["Killed, persons"].startswith("lowest 100 highest 200 2 figures")
    whole = entries_of(document)
    assert whole[part.get_absolute_url()].part != ""
    assert [entry.part for entry in whole.values()].count("In all no unit, part or date named") == 2


def test_a_spread_says_what_it_leaves_out(client, event):
    claim_several(event, 100, 200)
    (deprecated,) = claim_several(event, 999, standing="deprecated", standing_reason="a slip of the pen")
    unquantified = factories.make_claim(**event, low=None, high=None, qualifier="unquantified", wording="heavy")
    unknown, not_given = (
        factories.make_claim(**event, low=None, high=None, qualifier=qualifier)
        for qualifier in ("unknown", "not_given")
    )
    document = page_of(client, event)
    assert spreads_of(document)["Killed, persons"] == (
        "lowest 100 highest 200 2 figures, 2 sources left out: 1 not in figures left out: 1 unknown "
        "left out: 1 not given left out: 1 deprecated ≠ sources differ"
    )
    entries, drawings = entries_of(document), drawings_of(document)
    assert entries[deprecated.get_absolute_url()].text.endswith("deprecated: a slip of the pen")
    assert "deprecated" in drawings[deprecated.get_absolute_url()].text
    assert entries[unquantified.get_absolute_url()].text.endswith("heavy")
    for claim, words in ((unknown, "unknown"), (not_given, "not given")):
        assert entries[claim.get_absolute_url()].text.startswith(words)
    (undrawn,) = document.all("p", "undrawn")
    assert set(undrawn.links) == {claim.get_absolute_url() for claim in (unquantified, unknown, not_given)}


def test_own_admissions_come_first_and_third_parties_last(client, event):
    enemy = factories.make_belligerent()
    claim_several(event, 1)
    claim_several(event, 2, claimant=enemy)
    claim_several(event, 3, claimant=event["belligerent"])
    document = page_of(client, event)
    words = [entry.authority.partition(":")[0] for entry in entries_of(document).values()]
    headings = [drawing.heading for drawing in drawings_of(document).values()]
    assert words == ["own admission", "claim of another side", "third party, or not stated"]
    assert headings == [f"Killed · {words}" for words in words]


def test_each_belligerent_has_its_own_tables(client, event):
    claim_several(event, 1)
    other = event | {"belligerent": factories.make_belligerent()}
    claim_several(other, 2)
    sides = {entry.side: entry.text.partition(" ")[0] for entry in entries_of(page_of(client, event)).values()}
    assert sides == {event["belligerent"].get_absolute_url(): "1", other["belligerent"].get_absolute_url(): "2"}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((100, 400), "even scale from 0 to 400"),
        ((100, 5000), "logarithmic scale from 100 to 10,000: equal distances are equal ratios"),
        (
            (0, 10, 1000),
            "logarithmic scale from 10 to 1,000: equal distances are equal ratios; zero stands apart, at the left",
        ),
    ],
)
def test_a_plot_says_its_scale(client, event, numbers, words):
    claim_several(event, *numbers)
    document = page_of(client, event)
    assert document.all("figcaption")[0].text == f"Persons · {words}"
    places = [drawing.points[0] for drawing in drawings_of(document).values()]
    assert places == sorted(set(places))


def test_things_counted_have_axes_of_their_own(client, event):
    claim_several(event, 100_000, 200_000)
    claim_several(event, 7, kind="materiel_losses", category="lost", counted="aircraft")
    captions = [caption.text for caption in page_of(client, event).all("figcaption")]
    assert captions == ["Persons · even scale from 0 to 200,000", "Aircraft · even scale from 0 to 8"]


def test_a_plot_has_a_name_and_a_description_in_words(client, event):
    claim_several(event, 100, 400)
    document = page_of(client, event)
    (svg,) = [each for each in document.all("svg") if "role" in each.attributes]
    texts = {each["id"]: each.text for each in document.walk() if "id" in each.attributes}
    assert texts[svg["aria-labelledby"]].endswith("casualties, persons")
    described = " ".join(texts[identifier] for identifier in svg["aria-describedby"].split())
    assert "Killed, persons, third party, or not stated: 2 figures, lowest 100, highest 400." in described


def test_a_claims_table_has_a_caption_and_headings_with_scope(client, event):
    claim_several(event, 100, 400)
    (table,) = page_of(client, event).all("table", "by-source")
    (caption,) = table.all("caption")
    assert caption.text.startswith("Casualties, 中華民國")
    assert all(cell["scope"] in ("col", "row", "rowgroup") for cell in table.all("th"))
    assert "scroll" in table.parent.classes


def test_a_best_estimate_is_marked_between_the_ends_where_the_source_gives_one(client, event):
    with_best = factories.make_claim(**event, low=100, high=300, best=250, qualifier="range")
    factories.make_claim(**event, low=120, high=280, qualifier="range")
    open_ended = factories.make_claim(**event, low=50, high=None, best=390, qualifier="at_least")
    document = page_of(client, event)
    (plot,) = document.all("figure", "plot")
    marks = {link["href"]: link.all("svg", "plot-best") for link in plot.all("a")}
    drawings = drawings_of(document)
    assert {href for href, found in marks.items() if found} == {
        with_best.get_absolute_url(),
        open_ended.get_absolute_url(),
    }
    low, high = drawings[with_best.get_absolute_url()].points
    (mark,) = marks[with_best.get_absolute_url()]
    assert float(mark["x"].rstrip("%")) == pytest.approx(low + (high - low) * 3 / 4, abs=0.02)
    # The axis reaches the best estimate of a figure without an upper bound.
    (mark,) = marks[open_ended.get_absolute_url()]
    assert high < float(mark["x"].rstrip("%")) <= AXIS_END


def test_a_best_estimate_is_told_in_words_in_the_mark_the_table_and_the_legend(client, event):
    claim = factories.make_claim(**event, low=100, high=300, best=250, qualifier="range")
    document = page_of(client, event)
    (plot,) = document.all("figure", "plot")
    (title,) = plot.all("a")[0].all("title")
    assert title.text.startswith("100–300, best 250, killed, persons")
    assert [text.text for text in plot.all("tspan", "plot-figure")] == ["100–300", "best 250"]
    assert entries_of(document)[claim.get_absolute_url()].text.startswith("100–300, best 250")
    (legend,) = document.all("ul", "plot-legend")
    (item,) = [item for item in legend.all("li") if item.all("svg", "plot-best")]
    assert item.text == "best estimate of the source"


def test_no_element_has_a_style_or_a_script_of_its_own(client, event):
    claim_several(event, 100, 400)
    page = page_of(client, event)
    assert not page.all("style")
    assert not [each for each in page.walk() if any(name == "style" or name[:2] == "on" for name in each.attributes)]


def make_many(event, number, **values):
    """Claims of as many sources, with the numbers 1 to 1,000 in turn."""
    sources = models.Source.objects.bulk_create(
        models.Source(slug=f"of-many-{each}", title="史", kind="book", status="published") for each in range(number)
    )
    persons = models.Countable.objects.get(slug="persons")
    fields = {"kind": "casualties", "category": "killed", "counted": persons, "status": "published"} | event | values
    models.FigureClaim.objects.bulk_create(
        models.FigureClaim(source=source, locator="p. 1", low=each % 1000 + 1, high=each % 1000 + 1, **fields)
        for each, source in enumerate(sources)
    )


def test_many_figures_of_one_column_are_close_and_do_not_touch(client, event):
    make_many(event, 200)
    document = page_of(client, event)
    drawings = drawings_of(document)
    assert len(drawings) == 200
    (svg,) = [each for each in document.all("svg") if "role" in each.attributes]
    assert int(svg["height"]) < 200 * 24 / 3
    heights = [link.all("svg", "plot-point")[0]["y"] for link in svg.all("a")]
    places = sorted(zip(heights, (drawing.points[0] for drawing in drawings.values()), strict=True))
    gaps = [after[1] - before[1] for before, after in pairwise(places) if before[0] == after[0]]
    assert min(gaps) > 3.9


def test_a_page_with_too_many_figures_says_so_and_leaves_no_side_out(client, event):
    other = event | {"belligerent": factories.make_belligerent()}
    make_many(event, 600)
    claim_several(other, 7, 8)
    claim_several(event, 9, kind="strength", category="total")
    page = page_of(client, event)
    entries = entries_of(page)
    assert len(entries) == 500
    assert {entry.side for entry in entries.values()} == {
        event["belligerent"].get_absolute_url(),
        other["belligerent"].get_absolute_url(),
    }
    assert {entry.column for entry in entries.values()} == {"Killed, persons", "Total, persons"}
    (section,) = [each for each in page.all("section") if each.attributes.get("id") == "figures"]
    assert "There are too many figures for one page." in section.text
    assert "The first 500 of 603 are shown." in section.text
    assert f"/claims/?campaign={event['campaign'].slug}" in section.links


def test_a_spread_is_only_given_if_all_its_figures_are_on_the_page(client, event):
    claim_several(event, 7, 8)
    make_many(event, 600, category="wounded")
    spreads = spreads_of(page_of(client, event))
    assert spreads["Killed, persons"].startswith("lowest 7 highest 8 2 figures")
    assert spreads["Wounded, persons"] == "not all figures are on this page ≠ sources differ"


def test_an_engagement_has_its_claims_table_too(client):
    claim = factories.make_claim(engagement=factories.make_engagement(), low=5, high=9, qualifier="range")
    document = read(client.get(claim.engagement.get_absolute_url()).content.decode())
    assert entries_of(document)[claim.get_absolute_url()].column == "Killed, persons"
    drawing = drawings_of(document)[claim.get_absolute_url()]
    assert (drawing.shape, drawing.line) == ("end", tuple(drawing.points))


@pytest.mark.parametrize(("number", "is_open"), [(10, True), (151, False)])
def test_the_wordings_of_many_figures_are_folded(client, event, number, is_open):
    make_many(event, number)
    (details,) = [each for each in page_of(client, event).all("details") if each.attributes.get("id") == "wordings"]
    assert ("open" in details.attributes) == is_open
    assert len([row for row in details.all("th", "figure") if row["scope"] == "row"]) == number
