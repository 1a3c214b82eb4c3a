"""A contributor's changes to a published record are a proposal until an editor accepts them."""

import pytest
from django.urls import reverse

from battles import models
from battles.models import Proposal, ProposalState, Way
from battles.models.recording import states
from battles.review.decisions import ReviewRefused, accept, decline, retract
from battles.values.choices import Status
from tests.admin import MAKERS, address, already_recorded, errors, opened, submit, typical_models
from tests.factories import make_campaign, make_claim, make_name, make_place, make_source
from tests.review import make_draft, make_editor, new_name

pytestmark = pytest.mark.django_db


def proposed(client, record, **values):
    """Send the form with these values, and return its proposal."""
    response = submit(client, address(type(record), "change", record.pk), **values)
    assert response.status_code == 302, errors(response)
    return Proposal.objects.get()


def everything(*models_):
    return {model: states(model, model.objects.values_list("pk", flat=True)) for model in models_}


def refusal(proposal, editor):
    with pytest.raises(ReviewRefused) as refused:
        accept(proposal, decided_by=editor)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN
    return str(refused.value)


@pytest.mark.both_engines
@typical_models
def test_a_contributors_change_of_a_published_record_is_proposed_and_then_accepted(
    contributor_client, contributor, editor, model
):
    row = MAKERS[model](note="as it was")
    changes = models.Change.objects.count()
    proposal = proposed(contributor_client, row, note="read again", _message="the page has it")
    row.refresh_from_db()
    assert (row.note, models.Change.objects.count()) == ("as it was", changes)
    assert (proposal.made_by, proposal.message, proposal.state) == (contributor, "the page has it", ProposalState.OPEN)
    (change,) = proposal.proposed_changes.all()
    assert (change.record_id, change.before["note"], change.after["note"]) == (row.pk, "as it was", "read again")
    accept(proposal, decided_by=editor)
    row.refresh_from_db()
    proposal.refresh_from_db()
    assert (row.note, row.status) == ("read again", Status.PUBLISHED)
    assert (proposal.state, proposal.decided_by) == (ProposalState.ACCEPTED, editor)
    change_set = models.Change.objects.of(row).first().change_set
    assert (change_set, change_set.way, change_set.made_by) == (proposal.change_set, Way.REVIEW, contributor)
    assert change_set.message == "the page has it"


def test_the_history_names_contributor_and_accepting_editor(contributor_client, contributor, editor_client, editor):
    place = make_place()
    accept(proposed(contributor_client, place, note="proposed"), decided_by=editor)
    change = models.Change.objects.of(place).first()
    editor.user_permissions.add(editor.user_permissions.model.objects.get(codename="view_change"))
    for url in (
        address(models.Place, "history", place.pk),
        address(models.Change, "changelist"),
        reverse("admin:battles_changeset_undo", args=[change.change_set_id]),
    ):
        page = editor_client.get(url).content.decode()
        assert "accepted by editor" in page.replace("Accepted", "accepted")
        assert contributor.username in page


def test_the_page_says_that_the_change_is_a_proposal(contributor_client):
    place = make_place(name="漢口")
    url = address(models.Place, "change", place.pk)
    sent = opened(contributor_client, url) | {"name": "武漢"}
    page = contributor_client.post(url, sent, follow=True).content.decode()
    assert "was proposed. Readers see it once an editor has accepted it." in page
    assert "was changed successfully" not in page
    assert "waits for an editor" in contributor_client.get(url).content.decode()


def test_saving_an_unchanged_form_proposes_nothing(contributor_client):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    page = contributor_client.post(url, opened(contributor_client, url), follow=True).content.decode()
    assert "so nothing was proposed" in page
    assert not Proposal.objects.exists()


def test_a_proposal_has_the_inline_rows_and_lists_of_its_form(contributor_client, editor):
    name, place, source = make_name(text="武漢會戰"), make_place(), make_source()
    campaign = name.campaign
    before = everything(models.Campaign, models.Name)
    new_row = {
        "names-TOTAL_FORMS": 2, "names-1-text": "武汉会战", "names-1-language": "zh-Hans", "names-1-source": source.pk,
        "names-1-locator": "p. 5", "names-1-campaign": campaign.pk,
    }  # fmt: skip
    values = {"note": "changed", "places": [place.pk], "names-0-text": "武漢保衛戰"}
    proposal = proposed(contributor_client, campaign, **values, **new_row)
    assert everything(models.Campaign, models.Name) == before
    assert sorted(change.model for change in proposal.proposed_changes.all()) == ["campaign", "name", "name"]
    accept(proposal, decided_by=editor)
    campaign.refresh_from_db()
    assert (campaign.note, list(campaign.places.all())) == ("changed", [place])
    assert set(models.Name.objects.values_list("text", "status")) == {
        ("武漢保衛戰", "published"),
        ("武汉会战", "published"),
    }


def test_accepting_keeps_the_present_values_of_other_fields(contributor_client, editor):
    place = make_place(name="漢口", note="as it was")
    proposal = proposed(contributor_client, place, note="proposed")
    models.Place.objects.update(name="武漢", latitude=30, longitude=114)
    accept(proposal, decided_by=editor)
    place.refresh_from_db()
    assert (place.note, place.name, place.latitude) == ("proposed", "武漢", 30)


def test_accepting_is_refused_when_a_proposed_field_was_changed_since(contributor_client, editor):
    place = make_place(slug="hankow", name="漢口", note="as it was")
    proposal = proposed(contributor_client, place, note="proposed", name="武漢")
    models.Place.objects.update(note="an editor's")
    sentence = "“漢口 · Wuhan” has changed since this was proposed: editor's note."
    assert refusal(proposal, editor) == sentence
    place.refresh_from_db()
    assert (place.note, place.name) == ("an editor's", "漢口")


def test_accepting_a_number_is_refused_when_its_definition_was_changed_since(contributor_client, editor):
    claim = make_claim(ref="claim", category="killed", low=100, high=100)
    proposal = proposed(contributor_client, claim, low=200, high=200)
    models.FigureClaim.objects.update(category="killed_and_wounded")
    assert refusal(proposal, editor) == f"“{claim.description}” has changed since this was proposed: category."
    models.FigureClaim.objects.update(category="killed", best=100)
    assert refusal(proposal, editor) == f"“{claim.description}” has changed since this was proposed: best."
    models.FigureClaim.objects.update(best=None, note="an editor's")
    accept(proposal, decided_by=editor)
    claim.refresh_from_db()
    assert (claim.low, claim.category, claim.note) == (200, "killed", "an editor's")


def test_accepting_is_refused_when_a_proposed_list_was_changed_since(contributor_client, editor):
    campaign, first, second = make_campaign(slug="wuhan"), make_place(), make_place()
    proposal = proposed(contributor_client, campaign, places=[first.pk])
    campaign.places.set([second])
    assert refusal(proposal, editor) == "“武漢會戰 · Battle of Wuhan” has changed since this was proposed: places."


def test_accepting_a_change_that_was_already_made_changes_nothing(contributor_client, editor):
    place = make_place(note="as it was")
    proposal = proposed(contributor_client, place, note="proposed")
    models.Place.objects.update(note="proposed")
    accept(proposal, decided_by=editor)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.change_set) == (ProposalState.ACCEPTED, None)


@pytest.mark.both_engines
def test_accepting_is_refused_when_the_record_is_deleted_or_a_rule_is_broken(contributor_client, editor):
    place = make_place(slug="hankow")
    proposal = proposed(contributor_client, place, slug="wuhan", _confirmed="rename hankow wuhan")
    other = make_place(slug="wuhan")
    assert "This slug is taken" in refusal(proposal, editor)
    other.delete()
    place.delete()
    assert refusal(proposal, editor) == "“武漢 · Wuhan” was deleted since."


def test_a_new_row_that_cites_a_draft_is_accepted_after_the_draft_is_published(contributor_client, contributor, editor):
    campaign, source = make_campaign(), make_draft(models.Source, contributor)
    proposal = proposed(contributor_client, campaign, **new_name(campaign, source))
    assert "is not published. An editor has to publish it first." in refusal(proposal, editor)
    models.Source.objects.filter(pk=source.pk).update(status="published")
    accept(proposal, decided_by=editor)
    assert models.Name.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize("model", [models.FigureClaim, models.Name])
def test_a_link_to_a_draft_is_accepted_after_the_draft_is_published(contributor_client, contributor, editor, model):
    row, source = MAKERS[model](), make_draft(models.Source, contributor)
    if model is models.Name:
        proposal = proposed(contributor_client, row.campaign, **{"names-0-source": source.pk})
    else:
        proposal = proposed(contributor_client, row, quoted_source=source.pk)
    assert "is not published. An editor has to publish it first." in refusal(proposal, editor)
    models.Source.objects.update(status="published")
    accept(proposal, decided_by=editor)
    row.refresh_from_db()
    assert source in (row.source, row.quoted_source)


@pytest.mark.both_engines
def test_second_of_two_equal_new_rows_is_refused_as_a_repetition(contributor_client, editor):
    campaign, source = make_campaign(), make_source()
    for _time in range(2):
        submit(contributor_client, address(models.Campaign, "change", campaign.pk), **new_name(campaign, source))
    first, second = Proposal.objects.all()
    accept(first, decided_by=editor)
    name = models.Name.objects.get()
    assert name.ref == first.proposed_changes.get().identity
    assert refusal(second, editor) == already_recorded(name)


@pytest.mark.both_engines
def test_a_list_with_a_draft_is_not_accepted(contributor_client, contributor, editor):
    campaign, place = make_campaign(), make_draft(models.Place, contributor)
    proposal = proposed(contributor_client, campaign, places=[place.pk])
    assert "links to records that are not published: “" in refusal(proposal, editor)
    assert not campaign.places.exists()


def test_a_forged_status_is_not_proposed(contributor_client, editor):
    claim = make_claim()
    proposal = proposed(contributor_client, claim, note="better", status="withdrawn", status_reason="forged")
    (change,) = proposal.proposed_changes.all()
    assert (change.after["status"], change.after["status_reason"]) == ("published", "")
    change.after |= {"status": "withdrawn", "status_reason": "forged"}
    change.save()
    accept(proposal, decided_by=editor)
    claim.refresh_from_db()
    assert (claim.status, claim.note) == (Status.PUBLISHED, "better")


@pytest.mark.both_engines
def test_second_of_two_decisions_is_refused(contributor_client, editor):
    proposal = proposed(contributor_client, make_place(), note="proposed")
    same = Proposal.objects.get()
    decline(proposal, decided_by=editor, comment="Which map?")
    with pytest.raises(ReviewRefused, match="This proposal is already closed: declined by editor"):
        accept(same, decided_by=make_editor())
    with pytest.raises(ReviewRefused, match="already closed"):
        retract(same)
    assert models.Place.objects.get().note == ""
    comment = proposal.comments.get()
    assert (comment.text, comment.made_by, comment.sends_back) == ("Which map?", editor, True)


def test_a_change_of_an_older_version_is_a_conflict_and_not_a_proposal(contributor_client):
    place = make_place(note="as it was")
    url = address(models.Place, "change", place.pk)
    late = opened(contributor_client, url) | {"note": "mine"}
    models.Place.objects.update(note="theirs")
    assert "Somebody else saved this record" in str(errors(contributor_client.post(url, late)))
    assert not Proposal.objects.exists()
