"""The review queue: its items with their findings, and the decisions to publish, accept or send back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from battles import models
from battles.checking import records
from battles.models import Comment, Proposal, Way
from battles.values.choices import Status
from tests.admin import MAKERS, address, submit
from tests.factories import make_campaign, make_claim, make_name, make_place
from tests.review import busy_once, make_contributor, make_draft, make_editor
from tests.review.conftest import logged_in

pytestmark = pytest.mark.django_db
QUEUE, MINE = "/admin/battles/proposal/", "/admin/battles/proposal/mine/"


def items(client, url=QUEUE, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return list(response.context["page"])


def values(client):
    return [item.value for item in items(client)]


def send(client, decision, chosen, comment=""):
    """The page after the decision, as text."""
    sent = {"decision": decision, "chosen": chosen, "comment": comment}
    return client.post(QUEUE, sent, follow=True).content.decode()


def statuses(*records):
    for record in records:
        record.refresh_from_db()
    return [record.status for record in records]


@pytest.mark.both_engines
def test_the_queue_has_items_of_all_kinds_the_newest_first(editor_client, contributor_client, contributor):
    kinds = [model for model in MAKERS if not model._meta.proxy]
    for model in kinds:
        make_draft(model, contributor)
    place = make_place(name="漢口")
    submit(contributor_client, address(models.Place, "change", place.pk), name="武漢")
    waiting = items(editor_client)
    assert [(item.is_proposal, item.kind) for item in waiting] == [
        (True, "place"),
        *[(False, model._meta.model_name) for model in reversed(kinds)],
    ]
    assert {item.person for item in waiting} == {contributor}
    page = editor_client.get(QUEUE).content.decode()
    assert "<del>漢口</del>" in page
    assert "<ins>武漢</ins>" in page


def test_select_all_selects_the_items_of_one_page(editor_client, contributor):
    for _ in range(2):
        make_draft(models.Place, contributor)
    assert "checked" not in editor_client.get(QUEUE).content.decode()
    page = editor_client.get(QUEUE, {"choose": "all", "kind": "place"})
    assert page.content.decode().count(" checked") == 2
    assert page.context["selected"] == [item.value for item in items(editor_client)]
    # The form leads to a page without selected items.
    assert '<form method="post" id="review" action="?kind=place">' in page.content.decode()


def test_a_draft_is_checked_together_with_other_claims_of_its_source(editor_client, contributor):
    whole = make_claim(category="total", low=50, high=50, belligerent=None)
    killed = make_draft(
        models.FigureClaim, contributor, source=whole.source, campaign=whole.campaign, low=100, high=100
    )
    (item,) = items(editor_client)
    assert [(finding.rule, finding.ref) for finding in item.records[0].findings] == [("killed", killed.ref)]


def test_a_draft_is_not_checked_against_a_whole_table(editor_client, contributor, monkeypatch):
    monkeypatch.setattr(records, "MOST_TOGETHER", 1)
    whole = make_claim(category="total", low=50, high=50, belligerent=None)
    make_draft(models.FigureClaim, contributor, source=whole.source, campaign=whole.campaign, low=100, high=100)
    (item,) = items(editor_client)
    assert item.records[0].findings == []


def test_a_claim_is_checked_as_a_proposal_would_change_it(editor_client, contributor_client):
    claim = make_claim(wording="一百", low=100, high=100)
    submit(contributor_client, address(models.FigureClaim, "change", claim.pk), low=5, high=5)
    (item,) = items(editor_client)
    assert [finding.rule for finding in item.records[0].findings] == ["reading"]


def test_the_queue_is_filtered_by_person_and_kind(editor_client, contributor_client, contributor):
    other = make_contributor(username="other")
    make_draft(models.Place, contributor)
    make_draft(models.Place, other)
    campaign = make_draft(models.Campaign, other)
    assert [item.key for item in items(editor_client, kind="campaign")] == [campaign.pk]
    assert {item.kind for item in items(editor_client, person=other.pk)} == {"place", "campaign"}
    assert len(items(editor_client, person=other.pk, kind="place")) == 1
    for query in ({"kind": "nonsense"}, {"person": "0"}, {"person": "x"}, {"page": "x"}):
        page = editor_client.get(QUEUE, query)
        assert page.status_code == 400
        assert "is not valid" in page.content.decode()


def test_queue_shows_remaining_items_after_its_last_page_is_decided(editor_client, contributor):
    drafts = [make_draft(models.Place, contributor, name=f"place no. {number}") for number in range(26)]
    last = editor_client.get(QUEUE, {"page": 2})
    chosen = [item.value for item in last.context["page"]]
    page = editor_client.post(
        f"{QUEUE}?page=2", {"decision": "publish", "chosen": chosen}, follow=True
    ).content.decode()
    assert "1 draft was published." in page
    assert drafts[0].name not in page
    assert drafts[1].name in page
    address_of_person = f"{QUEUE}?person={contributor.pk}"
    sent = {"decision": "publish", "chosen": values(editor_client)}
    page = editor_client.post(address_of_person, sent, follow=True).content.decode()
    assert "25 drafts were published." in page
    assert "Nothing waits for review." in page


def test_only_editors_open_the_queue_and_the_index_links_to_it(editor_client, contributor_client, contributor, client):
    make_draft(models.Place, contributor)
    make_draft(models.Place, contributor)
    assert "2 items wait for review" in editor_client.get("/admin/").content.decode()
    assert "wait for review" not in contributor_client.get("/admin/").content.decode()
    assert MINE in contributor_client.get("/admin/").content.decode()
    assert contributor_client.get(QUEUE).status_code == 403
    value = values(editor_client)
    assert contributor_client.post(QUEUE, {"decision": "publish", "chosen": value}).status_code == 403
    assert client.get(QUEUE).url.startswith("/admin/login/")
    assert set(models.Place.objects.values_list("status", flat=True)) == {Status.DRAFT}


def test_the_editor_is_the_author_of_a_publication(editor_client, editor, contributor):
    draft, other = make_draft(models.Place, contributor), make_draft(models.Place, contributor)
    (value,) = [item.value for item in items(editor_client) if item.key == draft.pk]
    assert "1 draft was published." in send(editor_client, "publish", [value], "well found")
    assert statuses(draft, other) == [Status.PUBLISHED, Status.DRAFT]
    change_set = models.Change.objects.of(draft).first().change_set
    assert (change_set.made_by, change_set.way, change_set.message) == (editor, Way.REVIEW, "well found")
    assert Comment.objects.get().text == "well found"


@pytest.mark.both_engines
def test_linked_drafts_are_published_together_in_one_set_of_changes(editor_client, contributor):
    source, campaign = make_draft(models.Source, contributor), make_draft(models.Campaign, contributor)
    claims = [make_draft(models.FigureClaim, contributor, source=source, campaign=campaign) for _ in range(2)]
    send(editor_client, "publish", values(editor_client))
    assert set(statuses(source, campaign, *claims)) == {Status.PUBLISHED}
    sets = {models.Change.objects.of(row).first().change_set_id for row in (source, campaign, *claims)}
    assert len(sets) == 1
    assert values(editor_client) == []


@pytest.mark.both_engines
def test_publishing_is_refused_when_a_link_is_unpublished(editor_client, contributor):
    source, place = make_draft(models.Source, contributor), make_draft(models.Place, contributor)
    claim = make_draft(models.FigureClaim, contributor, source=source)
    chosen = [item.value for item in items(editor_client) if item.kind != "source"]
    page = send(editor_client, "publish", chosen, "good")
    assert f"“{claim.description}” links to records that are not published: “{source}”. Publish those first." in page
    assert statuses(source, place, claim) == [Status.DRAFT] * 3
    assert "good</textarea>" in page
    assert page.count(" checked") == 2
    assert not Comment.objects.exists()


@pytest.mark.both_engines
def test_a_draft_that_changed_since_it_was_shown_is_skipped_and_named(editor_client, contributor, contributor_client):
    draft = make_draft(models.Place, contributor, name="漢口", name_en="")
    other = make_draft(models.Place, contributor)
    gone = make_draft(models.Place, contributor, slug="gone")
    seen = values(editor_client)
    submit(contributor_client, address(models.Place, "change", draft.pk), note="changed")
    gone.delete()
    page = send(editor_client, "publish", seen)
    assert "Somebody changed this after you opened the page: “武漢 · Wuhan (deleted)”, “漢口”." in page
    assert "1 draft was published." in page
    assert statuses(draft, other) == [Status.DRAFT, Status.PUBLISHED]


@pytest.mark.both_engines
def test_second_of_two_publications_is_refused(editor_client, contributor):
    draft = make_draft(models.Place, contributor, name="漢口", name_en="")
    seen = values(editor_client)
    second = logged_in(make_editor())
    send(editor_client, "publish", seen)
    page = send(second, "publish", seen)
    assert "was published" not in page
    assert "“漢口”" in page
    assert models.Change.objects.of(draft).count() == 2
    assert "“漢口”" in send(second, "send_back", seen, "why?")
    assert not Comment.objects.exists()


def test_a_draft_sent_back_with_a_comment_waits_again_after_a_change(
    editor_client, editor, contributor, contributor_client
):
    draft = make_draft(models.Place, contributor)
    page = send(editor_client, "send_back", values(editor_client), " ")
    assert "Write a comment that says why you send the items back." in page
    assert len(values(editor_client)) == 1
    assert "1 item was sent back." in send(editor_client, "send_back", values(editor_client), "Which map?")
    assert values(editor_client) == []
    comment = Comment.objects.get()
    assert (comment.made_by, comment.text, comment.record_id) == (editor, "Which map?", draft.pk)
    assert "Which map?" in contributor_client.get(address(models.Place, "change", draft.pk)).content.decode()
    submit(contributor_client, address(models.Place, "change", draft.pk), note="the map of 1937")
    assert [item.comments for item in items(editor_client)] == [[comment]]


@pytest.mark.both_engines
def test_each_proposal_is_accepted_or_declined_by_itself(editor_client, contributor_client):
    first, second = make_place(name="先", name_en="First", note="as it was"), make_place(note="as it was")
    for place in (first, second):
        submit(contributor_client, address(models.Place, "change", place.pk), note="proposed")
    models.Place.objects.filter(pk=first.pk).update(note="an editor's")
    page = send(editor_client, "publish", values(editor_client), "thanks")
    assert "1 proposal was accepted." in page
    assert "The proposal for “先 · First” was skipped. “先 · First” has changed since this was proposed" in page
    second.refresh_from_db()
    assert second.note == "proposed"
    assert "1 item was sent back." in send(editor_client, "send_back", values(editor_client), "see above")
    assert values(editor_client) == []
    assert dict(Proposal.objects.values_list("record_id", "state")) == {first.pk: "declined", second.pk: "accepted"}


@pytest.mark.both_engines
@pytest.mark.parametrize("decision", ["publish", "send_back"])
def test_a_proposal_is_skipped_when_the_database_is_busy_and_the_other_items_are_decided(
    editor_client, contributor_client, contributor, decision
):
    make_draft(models.Place, contributor)
    submit(contributor_client, address(models.Place, "change", make_place().pk), note="proposed")
    with busy_once('UPDATE "battles_proposal"'):
        page = send(editor_client, decision, values(editor_client), "so it is")
    assert ("1 draft was published." if decision == "publish" else "1 item was sent back.") in page
    assert "was skipped. The database is busy" in page
    assert "errornote" not in page
    assert [item.is_proposal for item in items(editor_client)] == [True]


@pytest.mark.both_engines
def test_a_nul_in_a_comment_is_removed(editor_client, contributor):
    make_draft(models.Place, contributor)
    send(editor_client, "send_back", values(editor_client), "Which\0 map?")
    assert Comment.objects.get().text == "Which map?"


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "chosen",
    ["", "draft", "draft-place-1", "draft-nonsense-1-1", "draft-place-x-1", "other-place-1-1", "draft-user-1-1"],
)
def test_a_forged_item_is_refused(editor_client, chosen):
    page = editor_client.post(QUEUE, {"decision": "publish", "chosen": chosen})
    assert page.status_code == 400
    assert "neither a draft nor a proposal" in page.content.decode()


def test_a_decision_needs_an_item_and_must_be_known(editor_client):
    assert "Select at least one item." in send(editor_client, "publish", [])
    assert editor_client.post(QUEUE, {"decision": "burn", "chosen": "draft-place-1-1"}).status_code == 400
    place = make_place(status="draft")
    page = editor_client.post(QUEUE, {"chosen": values(editor_client)})
    assert "Choose to publish the items or to send them back." in page.content.decode()
    assert statuses(place) == ["draft"]


def test_a_forged_item_does_not_publish_a_published_record_again(editor_client):
    place = make_place()
    latest = models.Change.objects.of(place).first()
    page = send(editor_client, "publish", [f"draft-place-{place.pk}-{latest.pk}"])
    assert "Somebody changed this after you opened the page" in page
    assert models.Change.objects.of(place).count() == 1


def test_an_editor_decides_only_on_kinds_with_the_change_permission(editor_client, editor, contributor):
    draft = make_draft(models.Place, contributor)
    seen = values(editor_client)
    editor.user_permissions.remove(editor.user_permissions.get(codename="change_place"))
    assert items(editor_client) == []
    assert editor_client.post(QUEUE, {"decision": "publish", "chosen": seen}).status_code == 403
    assert statuses(draft) == [Status.DRAFT]


def test_a_contributor_sees_own_work_and_retracts_a_proposal(contributor_client, contributor, editor_client):
    draft = make_draft(models.Place, contributor)
    make_draft(models.Place, make_contributor())
    submit(contributor_client, address(models.Place, "change", make_place().pk), note="proposed")
    send(
        editor_client,
        "send_back",
        [item.value for item in items(editor_client) if item.key == draft.pk and not item.is_proposal],
        "why?",
    )
    mine = items(contributor_client, MINE)
    assert [(bool(item.is_proposal), bool(item.is_sent_back)) for item in mine] == [(True, False), (False, True)]
    assert [[comment.text for comment in item.comments] for item in mine] == [[], ["why?"]]
    retract = reverse("admin:battles_proposal_take_back", args=[Proposal.objects.get().pk])
    assert editor_client.post(retract).status_code == 403
    assert contributor_client.get(retract).status_code == 405
    assert "The proposal was retracted." in contributor_client.post(retract, follow=True).content.decode()
    assert Proposal.objects.get().state == "taken_back"
    assert "already closed: " in contributor_client.post(retract, follow=True).content.decode()
    assert contributor_client.post(retract.replace(str(Proposal.objects.get().pk), "99")).status_code == 404


def fill(contributor, contributor_client, number):
    for _ in range(number):
        campaign = make_campaign()
        make_draft(models.FigureClaim, contributor, campaign=campaign)
        make_draft(models.Campaign, contributor)
        make_name(campaign=campaign)
        submit(contributor_client, address(models.Campaign, "change", campaign.pk), note="x", **{"names-0-text": "y"})


def test_the_pages_take_as_many_queries_for_many_items_as_for_few(editor_client, contributor_client, contributor):
    def costs():
        counts = []
        for client, url in ((editor_client, QUEUE), (contributor_client, MINE), (editor_client, "/admin/")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    fill(contributor, contributor_client, 1)
    costs()
    few = costs()
    fill(contributor, contributor_client, 6)
    assert costs() == few


@pytest.mark.both_engines
def test_publishing_takes_as_many_queries_for_many_drafts_as_for_few(editor_client, contributor):
    def cost(number):
        for _ in range(number):
            make_draft(models.Place, contributor)
        chosen = values(editor_client)
        with CaptureQueriesContext(connection) as queries:
            editor_client.post(QUEUE, {"decision": "publish", "chosen": chosen})
        assert not models.Place.objects.filter(status="draft").exists()
        return len(queries)

    cost(1)
    assert cost(1) == cost(20)


def test_many_items_are_shown_on_several_pages(editor_client, contributor):
    for _ in range(30):
        make_draft(models.Place, contributor)
    assert [len(items(editor_client, page=number)) for number in (1, 2)] == [25, 5]
    page = editor_client.get(QUEUE, {"kind": "place"}).content.decode()
    assert re.search(r'rel="next" href="\?kind=place&amp;page=2"', page)
