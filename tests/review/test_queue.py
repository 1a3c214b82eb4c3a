"""What waits for an editor: seen with its findings, published or accepted, or sent back with a comment."""

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

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
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


def test_drafts_and_proposals_of_all_kinds_wait_the_newest_first(editing, contributing, contributor):
    kinds = [model for model in MAKERS if not model._meta.proxy]
    for model in kinds:
        make_draft(model, contributor)
    place = make_place(name="漢口")
    submit(contributing, address(models.Place, "change", place.pk), name="武漢")
    waiting = items(editing)
    assert [(item.sort, item.kind) for item in waiting] == [
        ("proposal", "place"),
        *[("draft", model._meta.model_name) for model in reversed(kinds)],
    ]
    assert {item.person for item in waiting} == {contributor}
    page = editing.get(QUEUE).content.decode()
    assert "<del>漢口</del>" in page
    assert "<ins>武漢</ins>" in page


def test_all_of_a_page_are_ticked_and_what_comes_after_them_is_not(editing, contributor):
    for _ in range(2):
        make_draft(models.Place, contributor)
    assert "checked" not in editing.get(QUEUE).content.decode()
    page = editing.get(QUEUE, {"choose": "all", "kind": "place"})
    assert page.content.decode().count(" checked") == 2
    assert page.context["chosen"] == [item.value for item in items(editing)]
    # The form leads to a page on which nothing is ticked.
    assert '<form method="post" id="review" action="?kind=place">' in page.content.decode()


def test_a_draft_is_checked_together_with_what_its_source_says_already(editing, contributor):
    whole = make_claim(category="total", low=50, high=50, belligerent=None)
    killed = make_draft(
        models.FigureClaim, contributor, source=whole.source, campaign=whole.campaign, low=100, high=100
    )
    (item,) = items(editing)
    assert [(finding.rule, finding.ref) for finding in item.steps[0].findings] == [("killed", killed.ref)]


def test_a_draft_is_not_checked_against_a_whole_table(editing, contributor, monkeypatch):
    monkeypatch.setattr(records, "MOST_TOGETHER", 1)
    whole = make_claim(category="total", low=50, high=50, belligerent=None)
    make_draft(models.FigureClaim, contributor, source=whole.source, campaign=whole.campaign, low=100, high=100)
    (item,) = items(editing)
    assert item.steps[0].findings == []


def test_what_a_proposal_would_make_of_a_claim_is_checked(editing, contributing):
    claim = make_claim(wording="一百", low=100, high=100)
    submit(contributing, address(models.FigureClaim, "change", claim.pk), low=5, high=5)
    (item,) = items(editing)
    assert [finding.rule for finding in item.steps[0].findings] == ["reading"]


def test_the_queue_is_filtered_by_person_and_kind(editing, contributing, contributor):
    other = make_contributor(username="other")
    make_draft(models.Place, contributor)
    make_draft(models.Place, other)
    campaign = make_draft(models.Campaign, other)
    assert [item.key for item in items(editing, kind="campaign")] == [campaign.pk]
    assert {item.kind for item in items(editing, person=other.pk)} == {"place", "campaign"}
    assert len(items(editing, person=other.pk, kind="place")) == 1
    for query in ({"kind": "nonsense"}, {"person": "0"}, {"person": "x"}, {"page": "x"}):
        page = editing.get(QUEUE, query)
        assert page.status_code == 400
        assert "is no value" in page.content.decode()


def test_who_has_decided_on_the_last_of_a_page_or_of_a_person_sees_what_is_left(editing, contributor):
    drafts = [make_draft(models.Place, contributor, name=f"place no. {number}") for number in range(26)]
    last = editing.get(QUEUE, {"page": 2})
    chosen = [item.value for item in last.context["page"]]
    page = editing.post(f"{QUEUE}?page=2", {"decision": "publish", "chosen": chosen}, follow=True).content.decode()
    assert "1 draft was published." in page
    assert drafts[0].name not in page
    assert drafts[1].name in page
    address_of_person = f"{QUEUE}?person={contributor.pk}"
    sent = {"decision": "publish", "chosen": values(editing)}
    page = editing.post(address_of_person, sent, follow=True).content.decode()
    assert "25 drafts were published." in page
    assert "Nothing waits." in page


def test_only_editors_open_it_and_the_index_leads_there(editing, contributing, contributor, client):
    make_draft(models.Place, contributor)
    make_draft(models.Place, contributor)
    assert "2 wait for review" in editing.get("/admin/").content.decode()
    assert "wait for review" not in contributing.get("/admin/").content.decode()
    assert MINE in contributing.get("/admin/").content.decode()
    assert contributing.get(QUEUE).status_code == 403
    value = values(editing)
    assert contributing.post(QUEUE, {"decision": "publish", "chosen": value}).status_code == 403
    assert client.get(QUEUE).url.startswith("/admin/login/")
    assert set(models.Place.objects.values_list("status", flat=True)) == {Status.DRAFT}


def test_one_is_published_in_the_name_of_the_editor(editing, editor, contributor):
    draft, other = make_draft(models.Place, contributor), make_draft(models.Place, contributor)
    (value,) = [item.value for item in items(editing) if item.key == draft.pk]
    assert "1 draft was published." in send(editing, "publish", [value], "well found")
    assert statuses(draft, other) == [Status.PUBLISHED, Status.DRAFT]
    change_set = models.Change.objects.of(draft).first().change_set
    assert (change_set.made_by, change_set.way, change_set.message) == (editor, Way.REVIEW, "well found")
    assert Comment.objects.get().text == "well found"


def test_drafts_that_link_to_each_other_are_published_together_in_one_set_of_changes(editing, contributor):
    source, campaign = make_draft(models.Source, contributor), make_draft(models.Campaign, contributor)
    claims = [make_draft(models.FigureClaim, contributor, source=source, campaign=campaign) for _ in range(2)]
    send(editing, "publish", values(editing))
    assert set(statuses(source, campaign, *claims)) == {Status.PUBLISHED}
    sets = {models.Change.objects.of(row).first().change_set_id for row in (source, campaign, *claims)}
    assert len(sets) == 1
    assert values(editing) == []


def test_where_the_wall_refuses_nothing_is_published_and_the_record_is_named(editing, contributor):
    source, place = make_draft(models.Source, contributor), make_draft(models.Place, contributor)
    claim = make_draft(models.FigureClaim, contributor, source=source)
    chosen = [item.value for item in items(editing) if item.kind != "source"]
    page = send(editing, "publish", chosen, "good")
    assert f"“{claim.ref}” links to records that are not published: “{source}”. Publish those first." in page
    assert statuses(source, place, claim) == [Status.DRAFT] * 3
    assert "good</textarea>" in page
    assert page.count(" checked") == 2
    assert not Comment.objects.exists()


def test_a_draft_that_was_changed_since_is_left_and_named(editing, contributor, contributing):
    draft = make_draft(models.Place, contributor, name="漢口", name_en="")
    other = make_draft(models.Place, contributor)
    gone = make_draft(models.Place, contributor, slug="gone")
    seen = values(editing)
    submit(contributing, address(models.Place, "change", draft.pk), note="changed")
    gone.delete()
    page = send(editing, "publish", seen)
    assert "since it was changed after this page was shown: “gone”, “漢口”." in page
    assert "1 draft was published." in page
    assert statuses(draft, other) == [Status.DRAFT, Status.PUBLISHED]


def test_of_two_editors_who_publish_one_is_told(editing, contributor):
    draft = make_draft(models.Place, contributor, name="漢口", name_en="")
    seen = values(editing)
    second = logged_in(make_editor())
    send(editing, "publish", seen)
    page = send(second, "publish", seen)
    assert "was published" not in page
    assert "“漢口”" in page
    assert models.Change.objects.of(draft).count() == 2
    assert "“漢口”" in send(second, "send_back", seen, "why?")
    assert not Comment.objects.exists()


def test_what_is_sent_back_needs_a_comment_and_waits_for_its_maker(editing, editor, contributor, contributing):
    draft = make_draft(models.Place, contributor)
    page = send(editing, "send_back", values(editing), " ")
    assert "Say in the comment why it goes back." in page
    assert len(values(editing)) == 1
    assert "1 was sent back." in send(editing, "send_back", values(editing), "Which map?")
    assert values(editing) == []
    comment = Comment.objects.get()
    assert (comment.made_by, comment.text, comment.record_id) == (editor, "Which map?", draft.pk)
    assert "Which map?" in contributing.get(address(models.Place, "change", draft.pk)).content.decode()
    submit(contributing, address(models.Place, "change", draft.pk), note="the map of 1937")
    assert [item.comments for item in items(editing)] == [[comment]]


def test_proposals_are_accepted_and_declined_each_for_itself(editing, contributing):
    first, second = make_place(slug="first", note="as it was"), make_place(note="as it was")
    for place in (first, second):
        submit(contributing, address(models.Place, "change", place.pk), note="proposed")
    models.Place.objects.filter(pk=first.pk).update(note="an editor's")
    page = send(editing, "publish", values(editing), "thanks")
    assert "1 proposal was accepted." in page
    assert "The proposal for “first” was left as it is. Of “first”, this was changed since it was proposed" in page
    second.refresh_from_db()
    assert second.note == "proposed"
    assert "1 was sent back." in send(editing, "send_back", values(editing), "see above")
    assert values(editing) == []
    assert dict(Proposal.objects.values_list("record_id", "state")) == {first.pk: "declined", second.pk: "accepted"}


@pytest.mark.parametrize("decision", ["publish", "send_back"])
def test_a_proposal_for_which_the_database_is_busy_is_left_and_told_beside_what_was_done(
    editing, contributing, contributor, decision
):
    make_draft(models.Place, contributor)
    submit(contributing, address(models.Place, "change", make_place().pk), note="proposed")
    with busy_once('UPDATE "battles_proposal"'):
        page = send(editing, decision, values(editing), "so it is")
    assert ("1 draft was published." if decision == "publish" else "1 was sent back.") in page
    assert "was left as it is. The database is busy" in page
    assert "errornote" not in page
    assert [item.sort for item in items(editing)] == ["proposal"]


def test_a_nul_in_a_comment_is_dropped(editing, contributor):
    make_draft(models.Place, contributor)
    send(editing, "send_back", values(editing), "Which\0 map?")
    assert Comment.objects.get().text == "Which map?"


@pytest.mark.parametrize(
    "chosen",
    ["", "draft", "draft-place-1", "draft-nonsense-1-1", "draft-place-x-1", "other-place-1-1", "draft-user-1-1"],
)
def test_a_forged_choice_is_refused(editing, chosen):
    page = editing.post(QUEUE, {"decision": "publish", "chosen": chosen})
    assert page.status_code == 400
    assert "names something that is no draft" in page.content.decode()


def test_nothing_chosen_and_no_such_decision_are_refused(editing):
    assert "Nothing was chosen" in send(editing, "publish", [])
    assert editing.post(QUEUE, {"decision": "burn", "chosen": "draft-place-1-1"}).status_code == 400
    place = make_place(status="draft")
    page = editing.post(QUEUE, {"chosen": values(editing)})
    assert "Choose whether it is published or goes back." in page.content.decode()
    assert statuses(place) == ["draft"]


def test_a_published_record_is_not_published_again_by_a_forged_choice(editing):
    place = make_place()
    latest = models.Change.objects.of(place).first()
    page = send(editing, "publish", [f"draft-place-{place.pk}-{latest.pk}"])
    assert "Left as it is" in page
    assert models.Change.objects.of(place).count() == 1


def test_an_editor_decides_only_on_kinds_that_he_may_change(editing, editor, contributor):
    draft = make_draft(models.Place, contributor)
    seen = values(editing)
    editor.user_permissions.remove(editor.user_permissions.get(codename="change_place"))
    assert items(editing) == []
    assert editing.post(QUEUE, {"decision": "publish", "chosen": seen}).status_code == 403
    assert statuses(draft) == [Status.DRAFT]


def test_a_contributor_sees_what_became_of_his_work_and_takes_back_what_waits(contributing, contributor, editing):
    draft = make_draft(models.Place, contributor)
    make_draft(models.Place, make_contributor())
    submit(contributing, address(models.Place, "change", make_place().pk), note="proposed")
    send(
        editing,
        "send_back",
        [item.value for item in items(editing) if item.key == draft.pk and item.sort == "draft"],
        "why?",
    )
    mine = items(contributing, MINE)
    assert [(item.sort, bool(item.is_sent_back)) for item in mine] == [("proposal", False), ("draft", True)]
    assert [[comment.text for comment in item.comments] for item in mine] == [[], ["why?"]]
    take_back = reverse("admin:battles_proposal_take_back", args=[Proposal.objects.get().pk])
    assert editing.post(take_back).status_code == 403
    assert contributing.get(take_back).status_code == 405
    assert "The proposal was taken back." in contributing.post(take_back, follow=True).content.decode()
    assert Proposal.objects.get().state == "taken_back"
    assert "decided meanwhile: taken back" in contributing.post(take_back, follow=True).content.decode()
    assert contributing.post(take_back.replace(str(Proposal.objects.get().pk), "99")).status_code == 404


def fill(contributor, contributing, number):
    for _ in range(number):
        campaign = make_campaign()
        make_draft(models.FigureClaim, contributor, campaign=campaign)
        make_draft(models.Campaign, contributor)
        make_name(campaign=campaign)
        submit(contributing, address(models.Campaign, "change", campaign.pk), note="x", **{"names-0-text": "y"})


def test_the_pages_cost_the_same_for_few_and_for_many(editing, contributing, contributor):
    def costs():
        counts = []
        for client, url in ((editing, QUEUE), (contributing, MINE), (editing, "/admin/")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    fill(contributor, contributing, 1)
    costs()
    few = costs()
    fill(contributor, contributing, 6)
    assert costs() == few


def test_publishing_costs_the_same_for_few_and_for_many(editing, contributor):
    def cost(number):
        for _ in range(number):
            make_draft(models.Place, contributor)
        chosen = values(editing)
        with CaptureQueriesContext(connection) as queries:
            editing.post(QUEUE, {"decision": "publish", "chosen": chosen})
        assert not models.Place.objects.filter(status="draft").exists()
        return len(queries)

    cost(1)
    assert cost(1) == cost(20)


def test_many_are_shown_on_several_pages(editing, contributor):
    for _ in range(30):
        make_draft(models.Place, contributor)
    assert [len(items(editing, page=number)) for number in (1, 2)] == [25, 5]
    page = editing.get(QUEUE, {"kind": "place"}).content.decode()
    assert re.search(r'rel="next" href="\?kind=place&amp;page=2"', page)
