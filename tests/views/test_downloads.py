"""A list as a file: just the rows of the page's filters, in its order, as importcsv reads them."""

import csv
import json
from io import StringIO

import pytest

from battles.resources import RESOURCES
from tests.factories import make_belligerent, make_campaign, make_claim, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def read_csv(response):
    return list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))


def test_a_filtered_and_sorted_list_comes_as_csv_with_all_its_rows(client):
    wuhan = make_campaign(slug="battle-of-wuhan")
    for number in (30, 10, 20):
        make_claim(ref=f"claim-{number}", campaign=wuhan, low=number, high=number)
    make_claim(ref="elsewhere")
    response = client.get("/claims/?campaign=battle-of-wuhan&sort=figure&per_page=1&format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="claims.csv"'
    rows = read_csv(response)
    assert [row["ref"] for row in rows] == ["claim-10", "claim-20", "claim-30"]
    assert list(rows[0]) == RESOURCES["claims"].headings


def test_json_keeps_numbers_lists_and_null(client):
    places = [make_place(slug="wuhan"), make_place(slug="hankou")]
    make_campaign(slug="battle", name='the "battle"', start="1938").places.set(places)
    (campaign,) = json.loads(client.get("/campaigns/?format=json").getvalue())
    assert campaign["name"] == 'the "battle"'
    assert campaign["places"] == ["hankou", "wuhan"]
    assert campaign["part_of"] is None
    make_claim(low="5.5", high="5.5", disputed=True)
    (claim,) = json.loads(client.get("/claims/?format=json").getvalue())
    assert (claim["low"], claim["disputed"], claim["engagement"]) == (5.5, True, None)


def test_a_list_without_rows_is_an_empty_file(client):
    assert json.loads(client.get("/units/?format=json").getvalue()) == []
    assert read_csv(client.get("/units/?format=csv")) == []


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/campaigns/", "campaigns"),
        ("/engagements/", "engagements"),
        ("/units/", "units"),
        ("/commanders/", "commanders"),
        ("/places/", "places"),
        ("/sources/", "sources"),
        ("/belligerents/", "belligerents"),
        ("/claims/", "claims"),
        ("/casualty-claims/", "casualty-claims"),
        ("/strength-claims/", "strength-claims"),
    ],
)
def test_every_list_has_the_headings_of_its_kind(client, path, model):
    first_line = client.get(f"{path}?format=csv").getvalue().decode("utf-8-sig").splitlines()[0]
    assert first_line.split(",") == RESOURCES[model].headings


def test_many_rows_take_as_many_queries_as_one(client, django_assert_num_queries):
    for _number in range(20):
        make_claim(belligerent=make_belligerent())
    with django_assert_num_queries(1):
        client.get("/claims/?format=csv").getvalue()
    with django_assert_num_queries(1):
        client.get("/claims/?format=json").getvalue()


def test_unknown_format_is_refused_with_the_allowed_ones(client):
    response = client.get("/claims/?format=xml")
    assert response.status_code == 400
    assert "csv, json" in response.content.decode()


def test_the_page_links_to_its_downloads_with_its_filters(client):
    make_campaign(slug="battle-of-wuhan")
    page = client.get("/claims/?campaign=battle-of-wuhan&page=1&sort=-figure").content.decode()
    assert 'href="/claims/?campaign=battle-of-wuhan&amp;sort=-figure&amp;format=csv"' in page
