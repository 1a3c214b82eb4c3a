"""The buttons of a form say what becomes of the record, and an editor's new record is published."""

import re

import pytest

from battles.models import FigureClaim, Place
from tests.admin import address, submit
from tests.factories import make_claim, make_place, make_source
from tests.review import make_contributor, make_draft
from tests.review.conftest import logged_in

pytestmark = pytest.mark.django_db


def buttons(client, url):
    """The labels of the buttons that save, by name."""
    page = client.get(url).content.decode()
    return {
        re.search(r'name="(\w+)"', button)[1]: re.search(r'value="([^"]+)"', button)[1]
        for button in re.findall(r'<input type="submit"[^>]+name="_\w+">', page)
    }


def test_an_editor_publishes_a_new_record(admin_client):
    url = address(Place, "add")
    found = buttons(admin_client, url)
    assert (found["_save"], found["_addanother"]) == ("Publish", "Publish and add another")
    submit(admin_client, url, name="武漢", slug="wuhan")
    assert Place.objects.get().status == "published"


def test_an_editor_may_keep_a_new_record_as_a_draft(admin_client):
    submit(admin_client, address(Place, "add"), name="武漢", slug="wuhan", status="draft")
    assert Place.objects.get().status == "draft"


def test_an_editor_saves_a_record_that_exists(admin_client):
    assert buttons(admin_client, address(Place, "change", make_place().pk))["_save"] == "Save"


def test_a_contributor_proposes_new_records_and_changes_of_published_ones():
    contributor = make_contributor()
    client = logged_in(contributor)
    assert buttons(client, address(Place, "add"))["_save"] == "Propose"
    assert buttons(client, address(Place, "change", make_place().pk))["_save"] == "Propose"
    own = make_draft(Place, contributor)
    assert buttons(client, address(Place, "change", own.pk))["_save"] == "Save"
    submit(client, address(Place, "add"), name="宜昌", slug="yichang", status="published")
    assert Place.objects.get(slug="yichang").status == "draft"


def test_what_is_counted_stays_for_the_next_claim(admin_client):
    claim = make_claim(counted="aircraft", kind="materiel_losses", category="lost", source=make_source())
    answer = submit(admin_client, address(FigureClaim, "change", claim.pk), _addanother="1")
    assert f"counted={claim.counted_id}" in answer.url
