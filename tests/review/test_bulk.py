"""Bulk actions: many records are published, withdrawn or deleted after a page of confirmation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from battles import models
from battles.admin import bulk
from battles.review.queue import summary_of
from battles.values.choices import Status
from tests.admin import MAKERS, address, opened, typical_models
from tests.factories import make_claim, make_place, make_source
from tests.review import busy_once, make_contributor, make_draft, make_editor
from tests.review.conftest import logged_in

pytestmark = pytest.mark.django_db


def choose(client, action, rows):
    """The page of confirmation for these rows."""
    url = address(type(rows[0]), "changelist")
    return client.post(url, {"action": action, "_selected_action": [row.pk for row in rows]})


def confirm(client, page, model, **values):
    """The page after the confirmation is sent."""
    sent = {"_selected_action": "0", "action": page.wsgi_request.POST["action"], "versions": page.context["versions"]}
    return client.post(address(model, "changelist"), sent | values, follow=True)


def statuses(*records):
    for record in records:
        record.refresh_from_db()
    return [(record.status, record.status_reason) for record in records]


@typical_models
def test_an_editor_publishes_and_withdraws_with_a_reason(editor_client, editor, model):
    rows = [model.objects.get(pk=make_draft(model, make_contributor()).pk) for _ in range(2)]
    page = choose(editor_client, "publish_selected", rows)
    assert escape(summary_of(rows[0])) in page.content.decode()
    assert "2 records are now published." in confirm(editor_client, page, model, _message="reviewed").content.decode()
    assert statuses(*rows) == [("published", "")] * 2
    changes = [models.Change.objects.of(row).first() for row in rows]
    assert {(change.change_set.made_by, change.change_set.message) for change in changes} == {(editor, "reviewed")}
    assert len({change.change_set_id for change in changes}) == 1
    page = choose(editor_client, "withdraw_selected", rows)
    assert "Say why it is withdrawn." in confirm(editor_client, page, model, reason=" ").content.decode()
    assert statuses(*rows) == [("published", "")] * 2
    confirm(editor_client, page, model, reason="counted twice")
    assert statuses(*rows) == [("withdrawn", "counted twice")] * 2
    confirm(editor_client, choose(editor_client, "publish_selected", rows), model)
    assert statuses(*rows) == [("published", "")] * 2


@typical_models
@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected", "delete_selected"])
def test_forged_action_of_a_contributor_is_refused(contributor_client, contributor, model, action):
    own = make_draft(model, contributor)
    assert action not in contributor_client.get(address(model, "changelist")).content.decode()
    latest = models.Change.objects.of(own).first()
    sent = {
        "action": action,
        "_selected_action": own.pk,
        "versions": f"{own.pk}:{latest.pk}",
        "reason": "x",
        "post": "y",
    }
    page = contributor_client.post(address(model, "changelist"), sent, follow=True).content.decode()
    assert "No action selected." in page
    assert statuses(own) == [("draft", "")]


@pytest.mark.both_engines
@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected", "delete_selected"])
def test_action_is_refused_when_a_record_has_a_later_version(editor_client, action):
    first, second = make_draft(models.Place, None, name="漢口", name_en=""), make_draft(models.Place, None)
    page = choose(editor_client, action, [first, second])
    models.Place.objects.filter(pk=first.pk).update(note="changed")
    again = confirm(editor_client, page, models.Place, reason="x")
    assert (
        "Somebody changed this after you opened the page: “漢口”. Check it, then try again." in again.content.decode()
    )
    assert statuses(first, second) == [("draft", "")] * 2
    # This page shows the later versions.
    confirm(editor_client, again, models.Place, reason="x")
    assert not models.Place.objects.filter(status="draft").exists()


def test_confirmation_without_valid_versions_does_nothing(editor_client):
    place = make_place()
    for action in ("withdraw_selected", "delete_selected"):
        sent = {"action": action, "_selected_action": place.pk, "reason": "x"}
        assert editor_client.post(address(models.Place, "changelist"), sent).status_code == 200
        assert statuses(place) == [("published", "")]
        for versions in ("nonsense", "1", f"{place.pk}:x", f"{place.pk}:0"):
            editor_client.post(address(models.Place, "changelist"), sent | {"versions": versions})
            assert statuses(place) == [("published", "")]


@pytest.mark.both_engines
def test_publishing_and_withdrawing_are_refused_because_of_links(editor_client):
    claim = make_claim()
    page = confirm(
        editor_client, choose(editor_client, "withdraw_selected", [claim.source]), models.Source, reason="a copy"
    )
    assert f"Published records link to this: “{claim.description}”. Withdraw those first." in page.content.decode()
    assert statuses(claim.source) == [("published", "")]
    draft = make_draft(models.FigureClaim, None, source=make_source(status="draft"))
    page = confirm(editor_client, choose(editor_client, "publish_selected", [draft]), models.FigureClaim)
    sentence = f"“{draft.description}” links to records that are not published: “{draft.source}”. Publish those first."
    assert sentence in page.content.decode()
    assert statuses(draft) == [("draft", "")]


def test_editor_deletes_records_with_a_reason(editor_client, editor):
    rows = [make_place(), make_place()]
    page = confirm(editor_client, choose(editor_client, "delete_selected", rows), models.Place, _message="twice")
    assert "2 records were deleted." in page.content.decode()
    assert not models.Place.objects.exists()
    sets = {change.change_set for change in models.Change.objects.filter(after__isnull=True)}
    assert [(each.made_by, each.message) for each in sets] == [(editor, "twice")]


@pytest.mark.both_engines
def test_deletion_is_refused_when_a_record_has_become_cited(editor_client):
    source = make_source()
    page = choose(editor_client, "delete_selected", [source])
    claim = make_claim(source=source)
    again = confirm(editor_client, page, models.Source).content.decode()
    assert "Nothing was deleted." in again
    assert claim.description in again
    assert models.Source.objects.filter(pk=source.pk).exists()


@pytest.mark.both_engines
@typical_models
def test_deletion_of_one_record_is_refused_when_it_has_a_later_version(editor_client, model):
    row = MAKERS[model]()
    url = address(model, "delete", row.pk)
    versions = editor_client.get(url).context["versions"]
    model.objects.filter(pk=row.pk).update(note="changed")
    page = editor_client.post(url, {"post": "yes", "versions": versions}, follow=True)
    assert "Somebody changed this after you opened the page" in page.content.decode()
    assert model.objects.filter(pk=row.pk).exists()
    editor_client.post(url, {"post": "yes", "versions": page.context["versions"]})
    assert not model.objects.filter(pk=row.pk).exists()


@pytest.mark.both_engines
def test_nul_is_removed_from_reason_and_message(editor_client):
    place = make_place()
    page = choose(editor_client, "withdraw_selected", [place])
    confirm(editor_client, page, models.Place, reason="counted\0 twice", _message="in\0 table 4")
    assert statuses(place) == [(Status.WITHDRAWN, "counted twice")]
    assert models.Change.objects.of(place).first().change_set.message == "in table 4"


@pytest.mark.both_engines
def test_deletion_can_be_repeated_after_the_database_was_busy(editor_client, editor):
    place = make_place()
    url = address(models.Place, "delete", place.pk)
    sent = {"post": "yes", "versions": editor_client.get(url).context["versions"], "_message": "twice"}
    with busy_once('DELETE FROM "battles_place"'):
        page = editor_client.post(url, sent, follow=True)
    assert '<li class="error">' in page.content.decode()
    assert models.Place.objects.filter(pk=place.pk).exists()
    editor_client.post(url, sent)
    change_set = models.Change.objects.of(place).first().change_set
    assert (change_set.made_by, change_set.message) == (editor, "twice")


@pytest.mark.both_engines
def test_second_of_two_withdrawals_is_refused(editor_client):
    place = make_place(name="漢口", name_en="")
    second = logged_in(make_editor())
    pages = [choose(client, "withdraw_selected", [place]) for client in (editor_client, second)]
    confirm(editor_client, pages[0], models.Place, reason="first")
    assert "“漢口”" in confirm(second, pages[1], models.Place, reason="second").content.decode()
    assert statuses(place) == [(Status.WITHDRAWN, "first")]


def test_too_many_rows_are_refused(editor_client, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_ROWS", 1)
    rows = [make_place(), make_place()]
    for action in ("publish_selected", "delete_selected"):
        url = address(models.Place, "changelist")
        page = editor_client.post(url, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)
        assert "Choose at most 1 at once." in page.content.decode()
    assert models.Place.objects.count() == 2


def test_actions_make_equal_queries_for_1_and_20_rows(editor_client):
    def cost(action, number):
        page = choose(editor_client, action, [make_draft(models.Place, None) for _ in range(number)])
        sent = {"_selected_action": "0", "action": action, "versions": page.context["versions"], "reason": "x"}
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.post(address(models.Place, "changelist"), sent).status_code == 302
        return len(queries)

    for action in ("publish_selected", "withdraw_selected"):
        cost(action, 1)
        assert cost(action, 1) == cost(action, 20)


def test_form_opened_before_a_withdrawal_is_a_conflict(editor_client):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    late = opened(editor_client, url) | {"note": "mine"}
    confirm(editor_client, choose(editor_client, "withdraw_selected", [place]), models.Place, reason="counted twice")
    assert "Somebody else saved this record" in editor_client.post(url, late).content.decode()
