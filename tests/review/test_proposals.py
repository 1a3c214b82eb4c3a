"""A contributor's change of a published record is a proposal, which changes nothing until an editor accepts it."""

import pytest
from django.urls import reverse

from battles import models
from battles.models import Proposal, ProposalState, Way
from battles.models.recording import states
from battles.review.decisions import ReviewRefused, accept, decline, take_back
from battles.values.choices import Status
from tests.admin import MAKERS, address, errors, submission, submit, typical_models
from tests.factories import make_campaign, make_claim, make_name, make_place, make_source
from tests.review import make_draft, make_editor, new_name

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def proposed(client, record, **values):
    """The proposal that comes of this form."""
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


@typical_models
def test_what_a_contributor_saves_of_a_published_record_is_proposed_and_then_accepted(
    contributing, contributor, editor, model
):
    row = MAKERS[model](note="as it was")
    changes = models.Change.objects.count()
    proposal = proposed(contributing, row, note="read again", _message="the page has it")
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


def test_the_history_says_who_accepted_what_another_proposed(contributing, contributor, editing, editor):
    place = make_place()
    accept(proposed(contributing, place, note="proposed"), decided_by=editor)
    change = models.Change.objects.of(place).first()
    editor.user_permissions.add(editor.user_permissions.model.objects.get(codename="view_change"))
    for url in (
        address(models.Place, "history", place.pk),
        address(models.Change, "changelist"),
        reverse("admin:battles_changeset_undo", args=[change.change_set_id]),
    ):
        page = editing.get(url).content.decode()
        assert "accepted by editor" in page.replace("Accepted", "accepted")
        assert contributor.username in page


def test_the_contributor_is_told_that_it_is_proposed(contributing):
    place = make_place(name="漢口")
    url = address(models.Place, "change", place.pk)
    sent = submission(contributing.get(url)) | {"name": "武漢"}
    page = contributing.post(url, sent, follow=True).content.decode()
    assert "was proposed. Readers see it once an editor has accepted it." in page
    assert "was changed successfully" not in page
    assert "waits for an editor" in contributing.get(url).content.decode()


def test_saving_what_is_there_proposes_nothing(contributing):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    page = contributing.post(url, submission(contributing.get(url)), follow=True).content.decode()
    assert "so nothing was proposed" in page
    assert not Proposal.objects.exists()


def test_rows_and_lists_of_the_form_are_part_of_the_proposal(contributing, editor):
    name, place, source = make_name(text="武漢會戰"), make_place(), make_source()
    campaign = name.campaign
    before = everything(models.Campaign, models.Name)
    new_row = {
        "names-TOTAL_FORMS": 2, "names-1-text": "武汉会战", "names-1-language": "zh-Hans", "names-1-source": source.pk,
        "names-1-locator": "p. 5", "names-1-campaign": campaign.pk,
    }  # fmt: skip
    values = {"note": "changed", "places": [place.pk], "names-0-text": "武漢保衛戰"}
    proposal = proposed(contributing, campaign, **values, **new_row)
    assert everything(models.Campaign, models.Name) == before
    assert sorted(change.model for change in proposal.proposed_changes.all()) == ["campaign", "name", "name"]
    accept(proposal, decided_by=editor)
    campaign.refresh_from_db()
    assert (campaign.note, list(campaign.places.all())) == ("changed", [place])
    assert set(models.Name.objects.values_list("text", "status")) == {
        ("武漢保衛戰", "published"),
        ("武汉会战", "published"),
    }


def test_other_fields_stay_as_they_are_by_now(contributing, editor):
    place = make_place(name="漢口", note="as it was")
    proposal = proposed(contributing, place, note="proposed")
    models.Place.objects.update(name="武漢", latitude=30, longitude=114)
    accept(proposal, decided_by=editor)
    place.refresh_from_db()
    assert (place.note, place.name, place.latitude) == ("proposed", "武漢", 30)


def test_it_is_refused_where_one_of_the_very_fields_was_changed_since(contributing, editor):
    place = make_place(slug="hankow", name="漢口", note="as it was")
    proposal = proposed(contributing, place, note="proposed", name="武漢")
    models.Place.objects.update(note="an editor's")
    sentence = "Of “hankow”, this was changed since it was proposed: editor's note."
    assert refusal(proposal, editor) == sentence
    place.refresh_from_db()
    assert (place.note, place.name) == ("an editor's", "漢口")


def test_a_number_is_not_accepted_under_a_definition_that_it_was_not_proposed_for(contributing, editor):
    claim = make_claim(ref="claim", category="killed", low=100, high=100)
    proposal = proposed(contributing, claim, low=200, high=200)
    models.FigureClaim.objects.update(category="killed_and_wounded")
    assert refusal(proposal, editor) == "Of “claim”, this was changed since it was proposed: category."
    models.FigureClaim.objects.update(category="killed", note="an editor's")
    accept(proposal, decided_by=editor)
    claim.refresh_from_db()
    assert (claim.low, claim.category, claim.note) == (200, "killed", "an editor's")


def test_a_list_that_was_changed_since_is_named_too(contributing, editor):
    campaign, first, second = make_campaign(slug="wuhan"), make_place(), make_place()
    proposal = proposed(contributing, campaign, places=[first.pk])
    campaign.places.set([second])
    assert refusal(proposal, editor) == "Of “wuhan”, this was changed since it was proposed: places."


def test_what_somebody_else_has_done_already_is_no_conflict(contributing, editor):
    place = make_place(note="as it was")
    proposal = proposed(contributing, place, note="proposed")
    models.Place.objects.update(note="proposed")
    accept(proposal, decided_by=editor)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.change_set) == (ProposalState.ACCEPTED, None)


def test_it_is_refused_where_the_record_is_gone_or_a_rule_forbids_it_by_now(contributing, editor):
    place = make_place(slug="hankow")
    proposal = proposed(contributing, place, slug="wuhan")
    other = make_place(slug="wuhan")
    assert "This slug is taken" in refusal(proposal, editor)
    other.delete()
    place.delete()
    assert refusal(proposal, editor) == "“hankow” was deleted since."


def test_a_new_row_that_cites_a_draft_waits_for_it(contributing, contributor, editor):
    campaign, source = make_campaign(), make_draft(models.Source, contributor)
    proposal = proposed(contributing, campaign, **new_name(campaign, source))
    assert "is not published. An editor has to publish it first." in refusal(proposal, editor)
    models.Source.objects.filter(pk=source.pk).update(status="published")
    accept(proposal, decided_by=editor)
    assert models.Name.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize("model", [models.FigureClaim, models.Name])
def test_a_row_may_be_proposed_to_link_to_a_draft_and_waits_for_it(contributing, contributor, editor, model):
    row, source = MAKERS[model](), make_draft(models.Source, contributor)
    if model is models.Name:
        proposal = proposed(contributing, row.campaign, **{"names-0-source": source.pk})
    else:
        proposal = proposed(contributing, row, quoted_source=source.pk)
    assert "is not published. An editor has to publish it first." in refusal(proposal, editor)
    models.Source.objects.update(status="published")
    accept(proposal, decided_by=editor)
    row.refresh_from_db()
    assert source in (row.source, row.quoted_source)


def test_a_new_row_that_somebody_else_had_accepted_first_is_refused_as_a_repetition(contributing, editor):
    campaign, source = make_campaign(), make_source()
    for _time in range(2):
        submit(contributing, address(models.Campaign, "change", campaign.pk), **new_name(campaign, source))
    first, second = Proposal.objects.all()
    accept(first, decided_by=editor)
    name = models.Name.objects.get()
    assert name.ref == first.proposed_changes.get().identity
    assert refusal(second, editor) == f"This statement of the source is already recorded: see {name.ref}."


def test_a_list_that_links_to_a_draft_is_not_accepted(contributing, contributor, editor):
    campaign, place = make_campaign(), make_draft(models.Place, contributor)
    proposal = proposed(contributing, campaign, places=[place.pk])
    assert "links to records that are not published: “" in refusal(proposal, editor)
    assert not campaign.places.exists()


def test_a_forged_status_is_not_proposed(contributing, editor):
    claim = make_claim()
    proposal = proposed(contributing, claim, note="better", status="withdrawn", status_reason="forged")
    (change,) = proposal.proposed_changes.all()
    assert (change.after["status"], change.after["status_reason"]) == ("published", "")
    change.after |= {"status": "withdrawn", "status_reason": "forged"}
    change.save()
    accept(proposal, decided_by=editor)
    claim.refresh_from_db()
    assert (claim.status, claim.note) == (Status.PUBLISHED, "better")


def test_of_two_who_decide_one_is_told(contributing, editor):
    proposal = proposed(contributing, make_place(), note="proposed")
    same = Proposal.objects.get()
    decline(proposal, decided_by=editor, comment="Which map?")
    with pytest.raises(ReviewRefused, match="This proposal was decided meanwhile: declined, by editor"):
        accept(same, decided_by=make_editor())
    with pytest.raises(ReviewRefused, match="decided meanwhile"):
        take_back(same)
    assert models.Place.objects.get().note == ""
    comment = proposal.comments.get()
    assert (comment.text, comment.made_by, comment.sends_back) == ("Which map?", editor, True)


def test_a_change_that_was_overtaken_is_shown_as_a_conflict_and_not_proposed(contributing):
    place = make_place(note="as it was")
    url = address(models.Place, "change", place.pk)
    late = submission(contributing.get(url)) | {"note": "mine"}
    models.Place.objects.update(note="theirs")
    assert "Somebody else saved this record" in str(errors(contributing.post(url, late)))
    assert not Proposal.objects.exists()
