"""A role that changes counts from the next request on, also for a form that is already open."""

import pytest
from django.contrib.auth.models import Group

from battles import models
from tests.admin import address, opened
from tests.admin.uploading import csv_of, upload
from tests.factories import make_place
from tests.wuhan.accounts.people import browser_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person("editor")


@pytest.fixture
def browser(person):
    return browser_of(person)


def give(person, *roles):
    person.groups.set(Group.objects.filter(name__in=roles))
    person.is_staff = bool(roles)
    person.save()


def test_form_that_an_editor_opened_is_a_proposal_of_the_contributor(person, browser):
    place = make_place(name="漢口")
    url = address(models.Place, "change", place.pk)
    sent = opened(browser, url) | {"name": "武昌", "status": "withdrawn", "status_reason": "forged"}
    give(person, "contributor")
    assert browser.post(url, sent).status_code == 302
    place.refresh_from_db()
    assert (place.name, place.status) == ("漢口", "published")
    (change,) = models.ProposedChange.objects.all()
    assert (change.after["name"], change.after["status"]) == ("武昌", "published")


def test_editor_who_became_a_contributor_decides_publishes_and_imports_nothing(person, browser):
    draft = make_place(status="draft")
    _page, record = upload(browser, models.Place, csv_of({"slug": "hankow", "name": "漢口"}))
    give(person, "contributor")
    for url, sent in (
        (address(models.ImportRecord, "confirm", record.pk), {}),
        (address(models.Proposal, "changelist"), {"decision": "publish", "chosen": f"place:{draft.pk}"}),
        (address(models.Place, "import"), {}),
    ):
        assert browser.post(url, sent).status_code == 403, url
    sent = {"action": "publish_selected", "_selected_action": draft.pk, "post": "yes"}
    browser.post(address(models.Place, "changelist"), sent)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert list(models.Place.objects.values_list("pk", flat=True)) == [draft.pk]


def test_account_without_a_role_is_back_at_the_login(person, browser):
    url = address(models.Place, "changelist")
    assert browser.get(url).status_code == 200
    give(person)
    assert browser.get(url).url.startswith("/admin/login/")
    give(person, "editor")
    person.is_active = False
    person.save()
    assert browser.get(url).url.startswith("/admin/login/")


def test_contributor_who_became_an_editor_publishes_from_the_next_request_on():
    person = make_person("contributor")
    browser = browser_of(person)
    draft = make_place(status="draft")
    url = address(models.Place, "change", draft.pk)
    assert browser.post(url, {}).status_code == 403
    give(person, "editor")
    assert browser.post(url, opened(browser, url) | {"status": "published"}).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "published"
