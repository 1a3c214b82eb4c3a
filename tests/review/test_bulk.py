"""Many at once, published, withdrawn or deleted, by who has seen them as they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from battles import models
from battles.admin import bulk
from battles.review.queue import in_short
from battles.values.choices import Status
from tests.admin import MAKERS, MODELS, address, label, submission
from tests.factories import make_claim, make_place, make_source
from tests.review import busy_once, make_contributor, make_draft, make_editor
from tests.review.conftest import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
every_model = pytest.mark.parametrize("model", MODELS, ids=label)


def choose(client, action, rows):
    """The page that asks once more."""
    url = address(type(rows[0]), "changelist")
    return client.post(url, {"action": action, "_selected_action": [row.pk for row in rows]})


def confirm(client, page, model, **values):
    """What comes of sending that page."""
    sent = {"_selected_action": "0", "action": page.wsgi_request.POST["action"], "seen": page.context["seen"]}
    return client.post(address(model, "changelist"), sent | values, follow=True)


def statuses(*records):
    for record in records:
        record.refresh_from_db()
    return [(record.status, record.status_reason) for record in records]


@every_model
def test_an_editor_publishes_and_withdraws_with_a_reason(editing, editor, model):
    rows = [model.objects.get(pk=make_draft(model, make_contributor()).pk) for _ in range(2)]
    page = choose(editing, "publish_selected", rows)
    assert escape(in_short(rows[0])) in page.content.decode()
    assert "2 records are published." in confirm(editing, page, model, _message="reviewed").content.decode()
    assert statuses(*rows) == [("published", "")] * 2
    changes = [models.Change.objects.of(row).first() for row in rows]
    assert {(change.change_set.made_by, change.change_set.message) for change in changes} == {(editor, "reviewed")}
    assert len({change.change_set_id for change in changes}) == 1
    page = choose(editing, "withdraw_selected", rows)
    assert "Say why it is withdrawn." in confirm(editing, page, model, reason=" ").content.decode()
    assert statuses(*rows) == [("published", "")] * 2
    confirm(editing, page, model, reason="counted twice")
    assert statuses(*rows) == [("withdrawn", "counted twice")] * 2
    confirm(editing, choose(editing, "publish_selected", rows), model)
    assert statuses(*rows) == [("published", "")] * 2


@every_model
@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected", "delete_selected"])
def test_a_contributors_forged_action_is_refused(contributing, contributor, model, action):
    own = make_draft(model, contributor)
    assert action not in contributing.get(address(model, "changelist")).content.decode()
    latest = models.Change.objects.of(own).first()
    sent = {"action": action, "_selected_action": own.pk, "seen": f"{own.pk}:{latest.pk}", "reason": "x", "post": "y"}
    page = contributing.post(address(model, "changelist"), sent, follow=True).content.decode()
    assert "No action selected." in page
    assert statuses(own) == [("draft", "")]


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected", "delete_selected"])
def test_what_was_changed_since_is_named_and_nothing_is_done(editing, action):
    first, second = make_draft(models.Place, None, name="漢口", name_en=""), make_draft(models.Place, None)
    page = choose(editing, action, [first, second])
    models.Place.objects.filter(pk=first.pk).update(note="changed")
    again = confirm(editing, page, models.Place, reason="x", post="yes")
    assert (
        "Somebody changed this after you opened the page: “漢口”. Check it, then try again." in again.content.decode()
    )
    assert statuses(first, second) == [("draft", "")] * 2
    # Whoever looks at this page has seen it.
    confirm(editing, again, models.Place, reason="x", post="yes")
    assert not models.Place.objects.filter(status="draft").exists()


def test_a_page_of_confirmation_that_never_was_shown_confirms_nothing(editing):
    place = make_place()
    for action in ("withdraw_selected", "delete_selected"):
        sent = {"action": action, "_selected_action": place.pk, "reason": "x", "post": "yes"}
        assert editing.post(address(models.Place, "changelist"), sent).status_code == 200
        assert statuses(place) == [("published", "")]
        for seen in ("nonsense", "1", f"{place.pk}:x", f"{place.pk}:0"):
            editing.post(address(models.Place, "changelist"), sent | {"seen": seen})
            assert statuses(place) == [("published", "")]


def test_the_wall_names_what_stands_in_the_way(editing):
    claim = make_claim()
    page = confirm(editing, choose(editing, "withdraw_selected", [claim.source]), models.Source, reason="a copy")
    assert f"Published records link to this: “{claim.ref}”. Withdraw those first." in page.content.decode()
    assert statuses(claim.source) == [("published", "")]
    draft = make_draft(models.FigureClaim, None, source=make_source(status="draft"))
    page = confirm(editing, choose(editing, "publish_selected", [draft]), models.FigureClaim)
    sentence = f"“{draft.ref}” links to records that are not published: “{draft.source}”. Publish those first."
    assert sentence in page.content.decode()
    assert statuses(draft) == [("draft", "")]


def test_many_are_deleted_with_a_reason_and_can_be_brought_back(editing, editor):
    rows = [make_place(), make_place()]
    page = confirm(editing, choose(editing, "delete_selected", rows), models.Place, post="yes", _message="twice")
    assert "2 records were deleted." in page.content.decode()
    assert not models.Place.objects.exists()
    sets = {change.change_set for change in models.Change.objects.filter(after__isnull=True)}
    assert [(each.made_by, each.message) for each in sets] == [(editor, "twice")]


def test_what_came_to_be_cited_is_not_deleted(editing):
    source = make_source()
    page = choose(editing, "delete_selected", [source])
    claim = make_claim(source=source)
    again = confirm(editing, page, models.Source, post="yes").content.decode()
    assert "Nothing was deleted." in again
    assert claim.ref in again
    assert models.Source.objects.filter(pk=source.pk).exists()


@every_model
def test_one_that_was_changed_since_is_not_deleted_from_its_own_page(editing, model):
    row = MAKERS[model]()
    url = address(model, "delete", row.pk)
    seen = editing.get(url).context["seen"]
    model.objects.filter(pk=row.pk).update(note="changed")
    page = editing.post(url, {"post": "yes", "seen": seen}, follow=True)
    assert "Somebody changed this after you opened the page" in page.content.decode()
    assert model.objects.filter(pk=row.pk).exists()
    editing.post(url, {"post": "yes", "seen": page.context["seen"]})
    assert not model.objects.filter(pk=row.pk).exists()


def test_a_nul_in_a_reason_or_in_a_message_is_dropped(editing):
    place = make_place()
    page = choose(editing, "withdraw_selected", [place])
    confirm(editing, page, models.Place, reason="counted\0 twice", _message="in\0 table 4")
    assert statuses(place) == [(Status.WITHDRAWN, "counted twice")]
    assert models.Change.objects.of(place).first().change_set.message == "in table 4"


def test_where_the_database_is_busy_nothing_is_deleted_and_the_next_attempt_is_in_the_name_of_the_editor(
    editing, editor
):
    place = make_place()
    url = address(models.Place, "delete", place.pk)
    sent = {"post": "yes", "seen": editing.get(url).context["seen"], "_message": "twice"}
    with busy_once('DELETE FROM "battles_place"'):
        page = editing.post(url, sent, follow=True)
    assert '<li class="error">' in page.content.decode()
    assert models.Place.objects.filter(pk=place.pk).exists()
    editing.post(url, sent)
    change_set = models.Change.objects.of(place).first().change_set
    assert (change_set.made_by, change_set.message) == (editor, "twice")


def test_of_two_editors_who_withdraw_one_is_told(editing):
    place = make_place(name="漢口", name_en="")
    second = logged_in(make_editor())
    pages = [choose(client, "withdraw_selected", [place]) for client in (editing, second)]
    confirm(editing, pages[0], models.Place, reason="first")
    assert "“漢口”" in confirm(second, pages[1], models.Place, reason="second").content.decode()
    assert statuses(place) == [(Status.WITHDRAWN, "first")]


def test_too_many_are_refused_in_a_sentence(editing, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_ROWS", 1)
    rows = [make_place(), make_place()]
    for action in ("publish_selected", "delete_selected"):
        url = address(models.Place, "changelist")
        page = editing.post(url, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)
        assert "Choose at most 1 at once." in page.content.decode()
    assert models.Place.objects.count() == 2


def test_it_costs_the_same_for_few_and_for_many(editing):
    def cost(action, number):
        page = choose(editing, action, [make_draft(models.Place, None) for _ in range(number)])
        sent = {"_selected_action": "0", "action": action, "seen": page.context["seen"], "reason": "x"}
        with CaptureQueriesContext(connection) as queries:
            assert editing.post(address(models.Place, "changelist"), sent).status_code == 302
        return len(queries)

    for action in ("publish_selected", "withdraw_selected"):
        cost(action, 1)
        assert cost(action, 1) == cost(action, 20)


def test_a_form_that_was_opened_before_a_withdrawal_is_a_conflict(editing):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    late = submission(editing.get(url)) | {"note": "mine"}
    confirm(editing, choose(editing, "withdraw_selected", [place]), models.Place, reason="counted twice")
    assert "Somebody else saved this record" in editing.post(url, late).content.decode()
