"""Forged and late requests are refused with a message, and nothing changes."""

import pytest
from django.contrib.auth.models import Group

from battles import models
from battles.models import Change, ChangeSet
from tests.admin import address, opened
from tests.admin.uploading import csv_of, upload
from tests.factories import make_campaign, make_claim, make_place, make_source
from tests.wuhan.accounts import PASSWORD, hidden_fields, send_password
from tests.wuhan.accounts.people import browser_of, make_person

pytestmark = pytest.mark.django_db

REFUSED = "You may not do this."


@pytest.fixture
def contributor():
    return make_person("contributor", password=PASSWORD)


@pytest.fixture
def browser(contributor):
    return browser_of(contributor)


def states():
    """All records and their history."""
    rows = {model: list(model.objects.order_by("pk").values()) for model in (models.Place, models.FigureClaim)}
    return rows, list(Change.objects.values()), list(ChangeSet.objects.values())


def refusal(answer):
    assert answer.status_code == 403
    return answer.content.decode()


def test_forged_form_of_a_contributor_publishes_nothing(browser):
    source, campaign = make_source(), make_campaign()
    sent = {"source": source.pk, "campaign": campaign.pk, "outcome": "victory", "status": "published"}
    assert browser.post(address(models.OutcomeClaim, "add"), sent).status_code == 302
    assert models.OutcomeClaim.objects.get().status == "draft"


def test_forged_form_of_a_contributor_deletes_nothing(browser):
    claim = make_claim()
    before = states()
    assert REFUSED in refusal(browser.post(address(models.FigureClaim, "delete", claim.pk), {"post": "yes"}))
    sent = {"action": "delete_selected", "_selected_action": claim.pk, "post": "yes"}
    assert (
        "No action selected."
        in browser.post(address(models.FigureClaim, "changelist"), sent, follow=True).content.decode()
    )
    assert states() == before


def test_contributor_cannot_revert_undo_or_import(browser):
    place = make_place(slug="hankow")
    place.delete()
    made, deleted = Change.objects.order_by("pk")
    before = states()
    for url in (
        address(Change, "restore", deleted.pk, "before"),
        address(Change, "restore", made.pk, "after"),
        f"/admin/battles/change/set/{made.change_set_id}/",
    ):
        assert REFUSED in refusal(browser.post(url, {"message": "forged"}))
    assert REFUSED in refusal(upload(browser, models.Place, csv_of({"slug": "hankow", "name": "漢口"}))[0])
    assert not models.ImportRecord.objects.exists()
    assert states() == before


def test_contributor_cannot_add_accounts_or_give_himself_a_role(browser, contributor):
    editor = Group.objects.get(name="editor")
    sent = {"username": "contributor", "groups": [editor.pk], "is_superuser": "on", "is_active": "on"}
    for url in (f"/admin/auth/user/{contributor.pk}/change/", "/admin/auth/user/add/", "/admin/auth/user/from-table/"):
        assert REFUSED in refusal(browser.post(url, sent))
    contributor.refresh_from_db()
    assert [group.name for group in contributor.groups.all()] == ["contributor"]
    assert not contributor.is_superuser


def test_deletion_of_a_record_whose_slug_is_taken_cannot_be_reverted_or_undone(browser):
    make_place(slug="hankow").delete()
    make_place(slug="HANKOW")
    editor = browser_of(make_person("editor"))
    change = Change.objects.get(after__isnull=True)
    before = states()
    page = editor.post(address(Change, "restore", change.pk, "before"), follow=True).content.decode()
    assert "Nothing was changed. Another record has this slug with other capital letters. Choose another slug." in page
    page = editor.post(f"/admin/battles/change/set/{change.change_set_id}/").content.decode()
    assert "Nothing was undone, for 1 reason:" in page
    assert "Another record has this slug with other capital letters." in page
    assert states() == before


def test_form_sent_after_the_session_ended_is_reviewed_after_the_login(browser):
    url = address(models.Source, "add")
    sent = opened(browser, url) | {"title": "武漢會戰", "slug": "wuhan", "kind": "book", "note": "typed"}
    browser.post("/admin/logout/")
    late = browser.post(url, sent)
    assert "Nothing is saved yet. Log in to review what you typed." in refusal(late)
    answer = send_password(browser, "contributor", data=hidden_fields(late))
    review = browser.get(answer.url)
    again = {name: values[-1] for name, values in review.context["sent"]}
    assert again["note"] == "typed"
    assert not models.Source.objects.exists()
    assert browser.post(url, again).status_code == 302
    assert models.Source.objects.get().status == "draft"


def test_kept_form_is_not_saved_by_an_account_without_permission(browser, django_user_model):
    django_user_model.objects.create_user("reader", password=PASSWORD, is_staff=True)
    url = address(models.Source, "add")
    sent = opened(browser, url) | {"title": "武漢會戰", "slug": "wuhan"}
    browser.post("/admin/logout/")
    answer = send_password(browser, "reader", data=hidden_fields(browser.post(url, sent)))
    assert REFUSED in refusal(browser.get(answer.url))
    assert not models.Source.objects.exists()
