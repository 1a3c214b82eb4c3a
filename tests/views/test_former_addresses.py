"""An address with a former slug leads to the page of today; what readers may not see stays hidden."""

import pytest
from django.core.management import call_command

from battles.models.renaming import SLUGGED
from tests.admin import MAKERS
from tests.factories import make_campaign, make_claim, make_engagement, make_place, make_source, make_unit
from tests.views.test_drafts_hidden import REFERENCE

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def renamed(record, slug="new"):
    record.slug = slug
    record.save()
    return record


@pytest.fixture
def campaign():
    return renamed(make_campaign(slug="old"))


def redirected(client, path):
    response = client.get(path)
    assert response.status_code == 301, response.status_code
    return response["Location"]


@pytest.mark.parametrize("kind", SLUGGED)
def test_the_old_address_of_each_kind_of_record_leads_to_the_new_one(client, kind):
    (model,) = (model for model in MAKERS if model._meta.model_name == kind)
    renamed(MAKERS[model](slug="old"))
    assert redirected(client, f"/{kind}s/old/") == f"/{kind}s/new/"
    assert redirected(client, f"/{kind}s/old/?format=json") == f"/{kind}s/new/?format=json"
    assert client.get(f"/{kind}s/old/?format=json", follow=True).json()["slug"] == "new"


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
def test_citations_of_a_source_lead_on_too(client, format):
    renamed(make_source(slug="old"))
    assert redirected(client, f"/sources/old/?format={format}") == f"/sources/new/?format={format}"
    assert client.get(f"/sources/old/?format={format}", follow=True).status_code == 200


def test_pages_of_a_campaign_lead_on_with_their_parameters(client, campaign):
    address = redirected(client, "/campaigns/old/order-of-battle/?date=1938-09-06")
    assert address == "/campaigns/new/order-of-battle/?date=1938-09-06"
    assert redirected(client, "/campaigns/old/timeline/") == "/campaigns/new/timeline/"


def test_head_leads_on_and_a_wrong_parameter_is_still_refused(client, campaign):
    assert client.head("/campaigns/old/").status_code == 301
    assert client.get("/campaigns/old/?nonsense=1").status_code == 400


def test_every_slug_that_a_record_had_leads_straight_to_the_last_one(client, campaign):
    renamed(campaign, "newest")
    assert redirected(client, "/campaigns/old/") == "/campaigns/newest/"
    assert redirected(client, "/campaigns/new/") == "/campaigns/newest/"
    renamed(campaign, "old")
    assert client.get("/campaigns/old/").status_code == 200


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_an_old_address_tells_nothing_about_a_record_that_was_never_published(client, status):
    place = make_place(slug="old", status="draft")
    place.status, place.status_reason = status, "entered twice"
    renamed(place)
    found, unknown = client.get("/places/old/"), client.get("/places/other/")
    assert (found.status_code, unknown.status_code) == (404, 404)
    pages = [REFERENCE.sub("", page.content.decode()) for page in (found, unknown)]
    assert pages[0] == pages[1].replace("other", "old")
    assert client.get("/campaigns/?places=old").status_code == 400


def test_the_old_address_of_a_withdrawn_record_shows_the_reason_and_not_the_new_slug(client, campaign):
    campaign.status, campaign.status_reason = "withdrawn", "entered twice"
    renamed(campaign, "secret")
    response = client.get("/campaigns/old/")
    assert response.status_code == 410
    assert "entered twice" in response.content.decode()
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/engagements/", "campaign=old&q=a&page=1"),
        ("/claims/", "format=json&campaign=old"),
        ("/disagreements/", "campaign=old&about=figures"),
    ],
)
def test_a_list_filtered_by_an_old_slug_leads_to_the_list_by_the_new_one(client, campaign, path, query):
    assert redirected(client, f"{path}?{query}") == f"{path}?{query.replace('old', 'new')}"


def test_a_filter_with_several_old_slugs_leads_on_in_one_step(client, campaign):
    renamed(make_campaign(slug="older"), "newer")
    make_engagement(campaign=make_campaign(slug="other"))
    address = redirected(client, "/engagements/?campaign=old&campaign=other&campaign=older")
    assert address == "/engagements/?campaign=new&campaign=other&campaign=newer"
    assert client.get(address).status_code == 200


def test_a_filter_by_a_list_of_links_leads_on(client):
    renamed(make_place(slug="old"))
    assert redirected(client, "/campaigns/?places=old") == "/campaigns/?places=new"


def test_a_search_for_the_old_slug_finds_the_record(client):
    renamed(make_unit(slug="ninth-army-group"), "new")
    assert "/units/new/" in client.get("/search/?q=ninth-army-group").content.decode()


def test_exportcsv_filters_by_an_old_slug_too(campaign, tmp_path):
    claim = make_claim(campaign=campaign)
    make_claim()
    path = tmp_path / "claims.csv"
    call_command("exportcsv", "claims", output=path, filter=[("campaign", "old")])
    assert path.read_text(encoding="utf-8-sig").splitlines()[1].startswith(claim.ref)
    assert len(path.read_text().splitlines()) == 2
