"""Lists: filters, search, order and pages."""

import html
import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client, path, **parameters):
    response = client.get(path, parameters)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def links(page):
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', page)]


def shown(client, path, records, **parameters):
    """The records that the list links to, in its order."""
    page = text_of(client, path, **parameters)
    table = page.partition("<tbody>")[2]
    found = {record.get_absolute_url(): record for record in records}
    return list(dict.fromkeys(found[link] for link in links(table) if link in found))


@pytest.fixture
def claims():
    china, japan = factories.make_belligerent(slug="china"), factories.make_belligerent(slug="japan")
    return [
        factories.make_claim(belligerent=china, claimant=china, low=10, high=10, disputed=True),
        factories.make_claim(belligerent=japan, claimant=china, low=5, high=5, category="wounded"),
        factories.make_claim(
            belligerent=japan, kind="strength", category="engaged", counted="divisions", low=None, qualifier="at_most"
        ),
    ]


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"belligerent": "japan"}, [1, 2]),
        ({"claimant": "china"}, [0, 1]),
        ({"kind": "strength"}, [2]),
        ({"category": "wounded"}, [1]),
        ({"counted": "divisions"}, [2]),
        ({"qualifier": "at_most"}, [2]),
        ({"disputed": "yes"}, [0]),
        ({"disputed": "no"}, [1, 2]),
        ({"standing": "deprecated"}, []),
        ({"belligerent": "japan", "kind": "casualties"}, [1]),
    ],
)
def test_a_filter_keeps_the_claims_that_fit(client, claims, filters, expected):
    found = shown(client, "/claims/", claims, **filters)
    assert {claims.index(claim) for claim in found} == set(expected)
    assert f"{len(expected)} record" in text_of(client, "/claims/", **filters)


@pytest.mark.parametrize("name", ["campaign", "source", "unit", "quoted_source"])
def test_a_link_filter_keeps_the_claims_of_one_record(client, name):
    unit = factories.make_unit()
    claims = [factories.make_claim(unit=unit, quoted_source=factories.make_source()), factories.make_claim()]
    slug = getattr(claims[0], name).slug
    assert shown(client, "/claims/", claims, **{name: slug}) == [claims[0]]


def test_the_lists_of_casualties_and_strengths_hold_their_own_claims(client, claims):
    assert set(shown(client, "/casualty-claims/", claims)) == {claims[0], claims[1]}
    assert shown(client, "/strength-claims/", claims) == [claims[2]]


@pytest.mark.both_engines
@pytest.mark.parametrize(("sort", "expected"), [("figure", [1, 0, 2, 3]), ("-figure", [2, 0, 1, 3])])
def test_claims_sort_by_their_number_and_those_without_one_come_last(client, claims, sort, expected):
    claims.append(factories.make_claim(low=None, high=None, qualifier="unquantified"))
    assert shown(client, "/claims/", claims, sort=sort) == [claims[index] for index in expected]


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "path", ["campaigns", "engagements", "units", "commanders", "places", "sources", "belligerents"]
)
def test_every_heading_sorts_both_ways(client, path):
    maker = {"campaigns": "campaign", "engagements": "engagement", "units": "unit", "commanders": "commander"}
    getattr(factories, f"make_{maker.get(path, path.removesuffix('s'))}")()
    keys = re.findall(r'href="/[a-z]+/\?sort=([a-z_]+)"', text_of(client, f"/{path}/"))
    assert keys
    for key in keys:
        ascending = text_of(client, f"/{path}/", sort=key)
        assert 'aria-sort="ascending"' in ascending
        assert f"/{path}/?sort=-{key}" in links(ascending)
        assert 'aria-sort="descending"' in text_of(client, f"/{path}/", sort=f"-{key}")


@pytest.mark.both_engines
def test_campaigns_come_in_order_of_date_and_undated_ones_last(client):
    undated, later, earlier = (factories.make_campaign(start=start) for start in ("", "1943", "1938-06"))
    assert shown(client, "/campaigns/", [undated, later, earlier]) == [earlier, later, undated]
    assert shown(client, "/campaigns/", [undated, later, earlier], sort="-start") == [later, earlier, undated]


def test_pages_and_headings_keep_the_filters(client):
    belligerent = factories.make_belligerent(slug="japan")
    for _number in range(5):
        factories.make_unit(belligerent=belligerent, echelon="division")
    page = text_of(client, "/units/", belligerent="japan", q="106師團", per_page=2, page=2, sort="-name")
    assert "Page 2 of 3" in page
    kept = {"belligerent=japan", "q=106%E5%B8%AB%E5%9C%98", "per_page=2"}
    for rel in ("prev", "next"):
        link = html.unescape(re.search(rf'rel="{rel} nofollow" href="([^"]*)"', page)[1])
        assert kept | {"sort=-name"} <= set(link.partition("?")[2].split("&"))
    headings = links(page.partition("<thead>")[2].partition("</thead>")[0])
    assert headings
    for link in headings:
        parameters = set(link.partition("?")[2].split("&"))
        assert kept <= parameters
        assert not any(parameter.startswith("page=") for parameter in parameters)


@pytest.mark.both_engines
def test_every_row_is_on_exactly_one_page(client):
    units = [factories.make_unit(belligerent=factories.make_belligerent()) for _number in range(7)]
    seen = []
    for number in (1, 2, 3, 4):
        seen += shown(client, "/units/", units, sort="echelon", per_page=2, page=number)
    assert sorted(unit.slug for unit in seen) == sorted(unit.slug for unit in units)


def test_a_filter_in_use_can_be_taken_away_alone(client):
    factories.make_unit(belligerent=factories.make_belligerent(slug="japan", name="大日本帝國"), echelon="division")
    page = text_of(client, "/units/", belligerent="japan", echelon="division", per_page=2)
    assert "/units/?echelon=division&per_page=2" in links(page)
    assert "/units/?belligerent=japan&per_page=2" in links(page)
    page = text_of(client, "/units/", belligerent="japan")
    chip = page.partition('class="chosen"')[2].partition("</ul>")[0]
    assert links(chip) == ["/units/"]
    assert "大日本帝國" in chip


def test_the_form_keeps_the_order_and_the_length_of_pages(client):
    page = text_of(client, "/units/", sort="-name", per_page=20)
    assert '<option value="-name" selected>' in page
    assert "<option selected>20</option>" in page


@pytest.mark.both_engines
def test_lists_are_searched_in_any_script(client):
    unit, other = factories.make_unit(name="第106師團"), factories.make_unit(name="第6師團")
    for query in ("第一〇六师团", "106師團", "１０６师团"):
        assert shown(client, "/units/", [unit, other], q=query) == [unit]


def test_the_search_finds_all_kinds_and_links_to_the_lists_for_more(client):
    for _number in range(12):
        factories.make_place(name="萬家嶺")
    engagement = factories.make_engagement(name="萬家嶺戰役")
    page = text_of(client, "/search/", q="万家岭")
    assert engagement.get_absolute_url() in links(page)
    assert "/places/?q=%E4%B8%87%E5%AE%B6%E5%B2%AD" in links(page)
    assert "All 12 in a list" in page
    assert len(shown(client, "/places/", list(type(factories.make_place()).objects.all()), q="万家岭")) == 12
