"""Facets: the values that a list offers, and the number of rows for each."""

import html
import re

import pytest

from tests import factories
from tests.views.test_lists import links, shown, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def numbers(page, name):
    """The numbers beside the values of a facet, by value."""
    boxes = re.findall(
        rf'<input type="checkbox" name="{name}" value="([^"]*)"( checked)?> .*? <span class="count">([0-9,]*)</span>',
        page,
    )
    return {value: int(number.replace(",", "")) for value, _checked, number in boxes}


@pytest.fixture
def units():
    china, japan = factories.make_belligerent(slug="china"), factories.make_belligerent(slug="japan")
    return [
        factories.make_unit(belligerent=china, echelon="corps", name="第4軍"),
        factories.make_unit(belligerent=china, echelon="division", name="第10師"),
        factories.make_unit(belligerent=japan, echelon="division", name="第106師團"),
        factories.make_unit(belligerent=japan, echelon="division", arm="infantry", name="第6師團"),
    ]


def test_each_value_has_the_number_of_rows_that_have_it(client, units):
    page = text_of(client, "/units/")
    assert numbers(page, "belligerent") == {"china": 2, "japan": 2}
    assert numbers(page, "echelon") == {"division": 3, "corps": 1}
    assert numbers(page, "arm") == {"infantry": 1}


def test_numbers_of_a_facet_are_under_the_other_filters_only(client, units):
    page = text_of(client, "/units/", belligerent="japan")
    assert numbers(page, "echelon") == {"division": 2}
    assert numbers(page, "belligerent") == {"japan": 2, "china": 2}
    page = text_of(client, "/units/", echelon="corps", belligerent="japan")
    assert numbers(page, "belligerent") == {"japan": 0, "china": 1}
    assert numbers(page, "echelon") == {"corps": 0, "division": 2}
    page = text_of(client, "/units/", q="師團")
    assert numbers(page, "belligerent") == {"japan": 2}


def test_several_values_of_one_facet_select_rows_with_any_of_them(client, units):
    assert set(shown(client, "/units/", units, echelon=["corps", "division"])) == set(units)
    found = shown(client, "/units/", units, belligerent=["china", "japan"], echelon=["corps"])
    assert found == [units[0]]
    page = text_of(client, "/units/", echelon=["corps", "division"])
    assert re.findall(r'name="echelon" value="([a-z]+)" checked', page) == ["corps", "division"]


def test_one_of_several_values_can_be_removed(client, units):
    page = text_of(client, "/units/", echelon=["corps", "division"], belligerent="china", q="第", page=1)
    chips = links(page.partition('class="chosen"')[2].partition("</ul>")[0])
    assert "/units/?echelon=division&belligerent=china&q=%E7%AC%AC" in chips
    assert "/units/?echelon=corps&echelon=division&q=%E7%AC%AC" in chips
    assert "/units/?echelon=corps&echelon=division&belligerent=china" in chips


def test_each_place_of_an_engagement_is_counted(client):
    wuhan, hankou = factories.make_place(slug="wuhan"), factories.make_place(slug="hankou")
    both, one = factories.make_engagement(), factories.make_engagement()
    both.places.set([wuhan, hankou])
    one.places.set([wuhan])
    assert numbers(text_of(client, "/engagements/"), "places") == {"wuhan": 2, "hankou": 1}
    assert shown(client, "/engagements/", [both, one], places=["wuhan", "hankou"]) == [both, one]
    assert "2 records" in text_of(client, "/engagements/", places=["wuhan", "hankou"])
    assert numbers(text_of(client, "/engagements/", places="hankou"), "places") == {"hankou": 1, "wuhan": 2}


def test_a_link_shows_the_values_after_the_first_ten(client):
    for number in range(13):
        factories.make_unit(belligerent=factories.make_belligerent(slug=f"side-{number:02}"), name="軍", name_en="x")
    page = text_of(client, "/units/", q="軍")
    assert len(numbers(page, "belligerent")) == 10
    (more,) = [link for link in links(page) if "all=" in link]
    assert more == "/units/?q=%E8%BB%8D&all=belligerent#belligerent"
    page = text_of(client, "/units/", q="軍", all="belligerent")
    assert len(numbers(page, "belligerent")) == 13


def test_a_value_without_rows_is_shown_while_it_is_chosen(client, units):
    page = text_of(client, "/units/", arm="naval")
    assert numbers(page, "arm") == {"naval": 0, "infantry": 1}
    assert "0 records" in page
    assert '<a rel="nofollow" href="/units/">' in page


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"figure_from": "100"}, [1, 2, 3]),
        ({"figure_to": "100"}, [0, 1, 2]),
        ({"figure_from": "150", "figure_to": "160"}, [2]),
        ({"figure_from": "201"}, [3]),
        ({"figure_from": "5.5", "figure_to": "10"}, [0]),
    ],
)
def test_a_range_selects_figures_that_overlap_it(client, parameters, expected):
    bounds = [
        (10, 10, "exact"),
        (None, 100, "at_most"),
        (100, 200, "range"),
        (300, None, "over"),
        (None, None, "unquantified"),
    ]
    claims = [factories.make_claim(low=low, high=high, qualifier=qualifier) for low, high, qualifier in bounds]
    assert shown(client, "/claims/", claims, **parameters) == [claims[index] for index in expected]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"date_from": "1938-09-06", "date_to": "1938-09-06"}, [0, 1]),
        ({"date_from": "1938-10"}, [0, 2]),
        ({"date_to": "1938-08"}, [0]),
        ({"date_from": "1939"}, []),
    ],
)
def test_a_range_of_days_selects_events_that_may_overlap_it(client, parameters, expected):
    dates = [("1938-06", "1938-10-25"), ("1938-09", ""), ("1938-10-01", "1938-10-09"), ("", "")]
    dates[1] = ("1938-09-06", "1938-09-06")
    events = [factories.make_engagement(start=start, end=end) for start, end in dates]
    assert set(shown(client, "/engagements/", events, **parameters)) == {events[index] for index in expected}


def test_a_range_in_use_can_be_removed(client):
    factories.make_claim()
    page = text_of(client, "/claims/", figure_from="50", figure_to="500", kind="casualties")
    assert "50 – 500" in page
    assert "/claims/?kind=casualties" in links(page)
    assert 'name="figure_from" value="50"' in page


def test_claims_show_and_sort_by_the_other_claims_about_the_same(client):
    campaign, side = factories.make_campaign(), factories.make_belligerent()
    far = [
        factories.make_claim(campaign=campaign, belligerent=side, low=low, high=low, source=factories.make_source())
        for low in (100, 700)
    ]
    near = [factories.make_claim(belligerent=side, low=low, high=low, engagement=engagement)
        for engagement in [factories.make_engagement()] for low in (10, 20)]  # fmt: skip
    alone = factories.make_claim(campaign=campaign, belligerent=side, category="wounded")
    claims = [alone, *near, *far]
    assert shown(client, "/claims/", claims, sort="-disagreement") == [*reversed(far), *reversed(near), alone]
    row = text_of(client, "/claims/", source=far[0].source.slug).partition("<tbody>")[2]
    assert '<td data-label="Others say">700 <span class="minor">× 7.0</span></td>' in row
    factories.make_claim(campaign=campaign, belligerent=side, low=50, high=60, qualifier="range")
    row = text_of(client, "/claims/", source=far[0].source.slug).partition("<tbody>")[2]
    assert '<td data-label="Others say">50 – 700 <span class="minor">× 14.0</span></td>' in row
    assert '<td data-label="Others say">–</td>' in text_of(client, "/claims/", category="wounded")


def test_one_claim_with_a_wide_range_does_not_disagree_with_itself(client):
    factories.make_claim(low=2000, high=9000, qualifier="several")
    assert '<td data-label="Others say">–</td>' in text_of(client, "/claims/", sort="disagreement")


def test_the_parameter_page_limits_json_to_that_page(client):
    for number in range(5):
        factories.make_claim(ref=f"claim-{number}")
    rows = client.get("/claims/?format=json&per_page=2&page=2").getvalue().decode()
    assert re.findall(r'"ref": "([^"]+)"', rows) == ["claim-2", "claim-3"]


def test_typed_text_is_escaped_everywhere(client):
    factories.make_claim(wording="<b>", scope="<b>")
    hostile = '"><script>alert(1)</script>\u202e'
    factories.make_engagement(front=hostile)
    for path, parameters in (
        ("/claims/", {"q": "b" + hostile}),
        ("/engagements/", {"front": hostile}),
        ("/engagements/", {"front": hostile, "q": "b"}),
        ("/claims/", {"figure_from": hostile}),
        ("/claims/", {"engagement": hostile}),
        ("/search/", {"q": "b" + hostile}),
    ):
        page = client.get(path, parameters).content.decode()
        assert "<script>" not in page
        assert "<b>" not in page.replace("<b><bdi>", "")
        assert html.escape("<script>") in page


def test_an_engagement_without_a_campaign_is_found_under_no_campaign(client):
    alone = factories.make_engagement(slug="alone", campaign=None)
    factories.make_engagement(slug="of-a-campaign")
    page = client.get("/engagements/?campaign=none").content.decode()
    assert alone.get_absolute_url() in page
    assert "/engagements/of-a-campaign/" not in page
    assert "no campaign" in page
    assert client.get(alone.get_absolute_url()).status_code == 200
    assert "alone" in client.get("/engagements/?campaign=none&format=csv").getvalue().decode()
