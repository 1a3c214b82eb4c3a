"""Every list and every page of a record opens, has one heading, and holds the record's own text."""

import re

import pytest
from django.urls import get_resolver, reverse

from battles import models
from tests import factories

pytestmark = pytest.mark.django_db

ENTITIES = [
    models.Belligerent,
    models.Campaign,
    models.Commander,
    models.Engagement,
    models.Place,
    models.Source,
    models.Unit,
]
CLAIMS = [models.FigureClaim, models.CasualtyClaim, models.StrengthClaim]
PAGES_WITHOUT_RECORDS = ["home", "search", "disagreement_list", "day_choice", "help"]
# In plain text, for machines: see test_health.
CHECKS = ["healthz", "healthz_alive"]
# Pages with a module of tests of their own.
TESTED_APART = ["campaign_order_of_battle", "campaign_timeline", "day_detail", "help_topic"]


def headings(response):
    return re.findall(r"<h1\b", response.content.decode())


def make(model):
    if model in CLAIMS:
        kind = "strength" if model is models.StrengthClaim else "casualties"
        category = "engaged" if model is models.StrengthClaim else "killed"
        return factories.make_claim(kind=kind, category=category, low=4711, high=4711)
    return factories.MAKERS[model]()


def own_text(record):
    return getattr(record, "title", None) or getattr(record, "name", None) or record.figure


@pytest.mark.both_engines
@pytest.mark.parametrize("model", ENTITIES + CLAIMS)
def test_a_list_shows_its_records(client, model):
    record = make(model)
    response = client.get(reverse(f"battles:{model._meta.model_name}_list"))
    assert response.status_code == 200
    assert len(headings(response)) == 1
    assert own_text(record) in response.content.decode()
    assert f'href="{record.get_absolute_url()}"' in response.content.decode()


@pytest.mark.both_engines
@pytest.mark.parametrize("model", [*ENTITIES, models.FigureClaim])
def test_a_record_has_a_page(client, model):
    record = make(model)
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    assert len(headings(response)) == 1
    assert own_text(record) in response.content.decode()


@pytest.mark.both_engines
@pytest.mark.parametrize("name", PAGES_WITHOUT_RECORDS)
def test_pages_of_a_site_without_records_open(client, name):
    response = client.get(reverse(f"battles:{name}"))
    assert response.status_code == 200
    assert len(headings(response)) == 1


def test_every_page_is_in_these_tests():
    names = {pattern.name for pattern in get_resolver("battles.urls").url_patterns}
    tested = {f"{model._meta.model_name}_list" for model in ENTITIES + CLAIMS}
    tested |= {f"{model._meta.model_name}_detail" for model in [*ENTITIES, models.FigureClaim]}
    assert names == tested | {*PAGES_WITHOUT_RECORDS, *TESTED_APART, *CHECKS}


@pytest.mark.parametrize("model", [*ENTITIES, models.FigureClaim])
def test_a_record_that_is_not_there_is_named_in_a_sentence(client, model):
    response = client.get(reverse(f"battles:{model._meta.model_name}_detail", args=["nobody"]))
    assert response.status_code == 404
    assert f"There is no {model._meta.verbose_name} “nobody”." in response.content.decode()


def test_an_address_without_a_page_is_answered_in_a_sentence(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "No page has this address." in response.content.decode()
    assert len(headings(response)) == 1


@pytest.mark.parametrize("path", ["/", "/campaigns/", "/claims/", "/search/", "/disagreements/", "/healthz"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_pages_can_only_be_read(path, method):
    from django.test import Client

    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path", ["/", "/campaigns/", "/search/?q=a", "/disagreements/", "/claims/?sort=nonsense", "/no/"]
)
def test_a_reader_gets_no_cookie(client, path):
    assert not client.get(path).cookies


def test_head_has_no_body(client):
    response = client.head("/campaigns/")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("model", ENTITIES)
def test_hostile_names_are_shown_as_text(client, model):
    hostile = '<script>alert("1")</script>'
    field = "title" if model is models.Source else "name"
    record = factories.MAKERS[model](**{field: hostile, f"{field}_en": "<b>bold</b>", "note": "<i>note</i>"})
    for path in (record.get_absolute_url(), reverse(f"battles:{model._meta.model_name}_list"), "/search/?q=script"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page
        assert "<i>note" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<script>"])
def test_an_address_that_could_run_a_script_is_no_link(client, address):
    source = factories.make_source(url=address, archived_url="https://example.org/")
    page = client.get(source.get_absolute_url()).content.decode()
    assert f'href="{address[:5]}' not in page
    assert address.partition("<")[0] in page
    assert 'href="https://example.org/"' in page


def test_hostile_wording_is_shown_as_text(client):
    hostile = "<img src=x onerror=alert(1)>"
    claim = factories.make_claim(wording=hostile, scope=hostile, attributed_to=hostile, locator=hostile, note=hostile)
    for path in (claim.get_absolute_url(), claim.event.get_absolute_url(), "/claims/"):
        page = client.get(path).content.decode()
        assert "<img" not in page
        assert "&lt;img" in page
