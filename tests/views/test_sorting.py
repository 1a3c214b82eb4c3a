"""Lists sort by the headings of their pages and of their CSV files, rows without a value last."""

import html
import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles import models
from battles.resources import RESOURCES, resource_of
from tests import factories

pytestmark = pytest.mark.django_db

LISTS = {
    "campaigns": models.Campaign,
    "engagements": models.Engagement,
    "units": models.Unit,
    "commanders": models.Commander,
    "places": models.Place,
    "sources": models.Source,
    "belligerents": models.Belligerent,
    "claims": models.FigureClaim,
    "casualty-claims": models.CasualtyClaim,
    "strength-claims": models.StrengthClaim,
}


def make(model, number):
    """A record; in every third one the optional columns are empty, in the others they differ."""
    if issubclass(model, models.FigureClaim):
        is_strength = model is models.StrengthClaim
        values = {
            "kind": "strength" if is_strength else "casualties",
            "category": ("engaged", "total")[number % 2] if is_strength else ("killed", "wounded")[number % 2],
            "disputed": bool(number % 2),
        }
        if number % 3:
            entity = f"{(number * 7) % 10}"
            values |= {
                "low": number * 3 % 7,
                "high": number * 3 % 7,
                "as_of": f"1938-0{number % 9 + 1}",
                "scope": f"scope {number}",
                "attributed_to": f"authority {number}",
                "wording": f"wording {number * 5 % 7}",
                "locator": f"p. {number}",
                "note": f"note {number}",
                "unit": factories.make_unit(slug=f"unit-{entity}-{number}"),
                "quoted_source": factories.make_source(slug=f"quoted-{entity}-{number}"),
            }
        else:
            values |= {"low": None, "high": None, "qualifier": "unquantified"}
        return factories.make_claim(**values)
    values = {}
    if number % 3:
        texts = ("name_en", "title_en", "note", "front", "authors", "publisher", "place", "rank")
        dates = ("start", "end", "issued", "born", "died")
        for field in model._meta.concrete_fields:
            if field.name in texts and not field.is_relation:
                values[field.name] = f"{field.name} {number * 5 % 7}"
            elif field.name in dates:
                values[field.name] = f"19{number * 5 % 7 + 10}"
    return factories.MAKERS[model](**values)


def shown(client, path, sort):
    """The addresses of the records in the order of the list."""
    response = client.get(f"/{path}/", {"sort": sort, "per_page": 500})
    assert response.status_code == 200, response.content.decode()
    rows = re.findall(r'<th scope="row"[^>]*>\s*<a href="([^"]*)"', response.content.decode().partition("<tbody>")[2])
    return [html.unescape(address) for address in rows]


def sort_value(record, heading):
    value = getattr(record, heading)
    if hasattr(value, "slug"):
        return value.slug
    days = {"end": "end_last", "died": "died_last"}
    day = days.get(heading, f"{heading}_sort")
    return getattr(record, day) if hasattr(record, day) else value


@pytest.mark.parametrize("path", LISTS)
def test_a_list_sorts_by_each_heading_of_its_csv_file(client, path):
    model = LISTS[path]
    for number in range(7):
        make(model, number)
    identity = resource_of(model)[1].identity
    records = {getattr(record, identity): record for record in model.objects.published()}
    for heading in [heading for heading in RESOURCES[path].headings if not model._meta.get_field(heading).many_to_many]:
        for sign in ("", "-"):
            response = client.get(f"/{path}/", {"sort": sign + heading, "format": "json"})
            names = [row[identity] for row in json.loads(b"".join(response.streaming_content))]
            assert sorted(names) == sorted(records), heading
            values = [sort_value(records[name], heading) for name in names]
            given = [value for value in values if value not in (None, "")]
            assert values[: len(given)] == given, heading
            ordered = [Decimal(value) if isinstance(value, bool) else value for value in given]
            assert ordered == sorted(ordered, reverse=bool(sign)), heading


@pytest.mark.parametrize("path", LISTS)
def test_a_file_is_in_the_same_order_as_the_page(client, path):
    for number in range(7):
        make(LISTS[path], number)
    identity = resource_of(LISTS[path])[1].identity
    page = [address.rstrip("/").rpartition("/")[2] for address in shown(client, path, f"-{identity}")]
    rows = b"".join(client.get(f"/{path}/?sort=-{identity}&format=csv").streaming_content).decode("utf-8-sig")
    assert [row.partition(",")[0] for row in rows.splitlines()[1:]] == page == sorted(page, reverse=True)


@pytest.mark.parametrize(("path", "key"), [("claims", "places"), ("campaigns", "places"), ("sources", "low")])
def test_an_unknown_key_is_refused_with_those_that_are_allowed(client, path, key):
    response = client.get(f"/{path}/?sort={key}")
    page = html.unescape(response.content.decode())
    assert response.status_code == 400
    assert f"“{key}” is not valid for sort; choose one of: " in page
    for heading in RESOURCES[path].headings:
        assert (f", {heading}," in page or f": {heading}," in page) == (heading != "places")


def test_the_form_keeps_an_order_that_is_no_column_of_the_page(client):
    make(models.FigureClaim, 1)
    page = client.get("/claims/?sort=-low").content.decode()
    assert '<option value="-low" selected>Low ↓</option>' in page


@pytest.mark.parametrize("sort", ["-low", "qualifier", "ref", "-as_of", "note", "unit", "-source", "disputed"])
def test_sorting_takes_as_many_queries_for_one_row_as_for_many(client, sort, django_assert_num_queries):
    make(models.FigureClaim, 1)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/claims/?sort={sort}")
    for number in range(2, 20):
        make(models.FigureClaim, number)
    with django_assert_num_queries(len(queries)):
        client.get(f"/claims/?sort={sort}")
