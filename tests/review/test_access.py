"""Who may do what with a record: contributors add drafts and edit their own, editors edit all."""

import pytest

from battles import models
from battles.values.choices import Status
from tests.admin import MAKERS, address, label, submission, submit, typical_models
from tests.factories import make_claim, make_name, make_place, make_source
from tests.review import make_contributor, make_draft

pytestmark = pytest.mark.django_db


def saved(record):
    record.refresh_from_db()
    return record


@typical_models
def test_a_contributor_edits_a_draft_of_his_own(contributing, contributor, model):
    draft = make_draft(model, contributor)
    assert submit(contributing, address(model, "change", draft.pk), note="better").status_code == 302
    assert (saved(draft).note, draft.status) == ("better", Status.DRAFT)
    assert not models.Proposal.objects.exists()


@typical_models
def test_drafts_of_others_and_what_is_withdrawn_are_read_only_to_a_contributor(contributing, contributor, model):
    other = make_contributor()
    rows = [
        make_draft(model, other),
        make_draft(model, None),
        make_draft(model, contributor, status="withdrawn", status_reason="wrong war"),
    ]
    for row in rows:
        url = address(model, "change", row.pk)
        page = contributing.get(url)
        assert 'name="_save"' not in page.content.decode()
        assert contributing.post(url, submission(page) | {"note": "forged"}).status_code == 403
        assert saved(row).note == ""


@typical_models
def test_a_contributor_deletes_nothing(contributing, contributor, model):
    own, published = make_draft(model, contributor), MAKERS[model]()
    contributor.user_permissions.add(
        *contributor.user_permissions.model.objects.filter(codename=f"delete_{label(model)}")
    )
    for row in (own, published):
        assert contributing.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [own.pk, published.pk], "post": "yes"}
    contributing.post(address(model, "changelist"), sent)
    assert model.objects.filter(pk__in=[own.pk, published.pk]).count() == 2


@typical_models
def test_a_forged_status_changes_nothing(contributing, contributor, model):
    draft = make_draft(model, contributor)
    url = address(model, "change", draft.pk)
    sent = submission(contributing.get(url))
    assert "status" not in sent
    forged = sent | {"note": "better", "status": "published", "status_reason": "forged"}
    assert contributing.post(url, forged).status_code == 302
    assert (saved(draft).status, draft.status_reason, draft.note) == (Status.DRAFT, "", "better")


def test_what_a_contributor_adds_is_a_draft_whatever_he_sends(contributing, contributor):
    url = address(models.OutcomeClaim, "add")
    claim = make_claim()
    sent = {"source": claim.source_id, "campaign": claim.campaign_id, "outcome": "victory", "status": "published"}
    assert "status" not in submission(contributing.get(f"{url}?status=published"))
    assert contributing.post(f"{url}?status=published", sent).status_code == 302
    added = models.OutcomeClaim.objects.get()
    assert added.status == Status.DRAFT
    assert models.Change.objects.of(added).get().change_set.made_by == contributor


def test_a_copy_of_a_published_statement_is_a_draft_of_whoever_saved_it(contributing):
    claim = make_claim()
    sent = submission(contributing.get(address(models.FigureClaim, "change", claim.pk)))
    sent |= {"_saveasnew": "1", "low": 7, "high": 7, "ref": ""}
    assert contributing.post(address(models.FigureClaim, "change", claim.pk), sent).status_code == 302
    copy = models.FigureClaim.objects.exclude(pk=claim.pk).get()
    assert (copy.status, copy.low, saved(claim).low) == (Status.DRAFT, 7, 100)


def test_a_draft_stays_its_makers_when_an_editor_edits_it(contributing, contributor, editing):
    draft = make_draft(models.Place, contributor)
    url = address(models.Place, "change", draft.pk)
    assert submit(editing, url, note="the editor's").status_code == 302
    assert submit(contributing, url, note="mine again").status_code == 302
    assert saved(draft).note == "mine again"


def test_whoever_loses_the_permission_to_change_changes_no_own_draft(contributing, contributor):
    draft = make_draft(models.Place, contributor)
    contributor.user_permissions.remove(contributor.user_permissions.get(codename="change_place"))
    assert contributing.post(address(models.Place, "change", draft.pk), {"name": "x"}).status_code == 403


@typical_models
def test_an_editor_edits_publishes_and_withdraws_what_others_made(editing, model):
    draft = make_draft(model, make_contributor())
    url = address(model, "change", draft.pk)
    assert submit(editing, url, note="better", status="published").status_code == 302
    assert (saved(draft).note, draft.status) == ("better", Status.PUBLISHED)
    assert submit(editing, url, status="withdrawn", status_reason="counted twice").status_code == 302
    assert (saved(draft).status, draft.status_reason) == (Status.WITHDRAWN, "counted twice")


def test_a_new_record_is_a_draft_unless_an_editor_chooses_otherwise_and_the_choice_is_kept(editing):
    url = address(models.Place, "add")
    assert submission(editing.get(f"{url}?_changelist_filters=status%3Dpublished"))["status"] == "draft"
    added = submit(editing, url, slug="hankow", name="漢口", status="published", _addanother="1")
    assert models.Place.objects.get().status == Status.PUBLISHED
    assert submission(editing.get(added.url))["status"] == "published"
    added = submit(editing, url, slug="wuchang", name="武昌", _addanother="1")
    assert submission(editing.get(added.url))["status"] == "draft"


def test_an_inline_has_no_drafts_of_others_for_a_contributor(contributing, contributor, editing):
    name = make_name(text="武漢會戰")
    campaign = name.campaign
    own = make_draft(models.Name, contributor, campaign=campaign)
    other = make_draft(models.Name, make_contributor(), campaign=campaign)
    url = address(models.Campaign, "change", campaign.pk)

    def rows(client):
        (inline,) = client.get(url).context["inline_admin_formsets"]
        return {form.instance.pk for form in inline.formset.initial_forms}

    assert rows(contributing) == {name.pk, own.pk}
    assert rows(editing) == {name.pk, own.pk, other.pk}
    sent = submission(contributing.get(url))
    assert not [key for key in sent if key.endswith("-status")]
    (place,) = [key for key, value in sent.items() if key.endswith("-id") and str(value) == str(own.pk)]
    page = contributing.post(url, sent | {place: other.pk, place.replace("-id", "-text"): "forged"})
    assert page.status_code == 200
    assert saved(other).text != "forged"
    assert not models.Proposal.objects.exists()


@typical_models
def test_status_is_a_column_and_a_filter_of_every_list(editing, contributing, contributor, model):
    published, own = MAKERS[model](), make_draft(model, contributor)
    other = make_draft(model, make_contributor())

    def listed(client, **filters):
        page = client.get(address(model, "changelist", **filters))
        return {row.pk for row in page.context["cl"].result_list}

    assert listed(editing, status="draft") == {own.pk, other.pk}
    assert listed(contributing, status="published") == {published.pk}
    assert listed(contributing, drafts="mine") == {own.pk}
    page = contributing.get(address(model, "changelist")).content.decode()
    assert (page.count('class="status draft"'), page.count('class="status published"')) == (2, 1)


def test_a_form_says_what_readers_see_of_its_record(contributing, contributor):
    pages = [
        contributing.get(address(models.Place, "change", place.pk)).content.decode()
        for place in (make_place(), make_draft(models.Place, contributor))
    ]
    assert "Readers see this record." in pages[0]
    assert "your change is proposed" in pages[0]
    assert "Readers do not see this record." in pages[1]
    assert "your change is proposed" not in pages[1]


def test_a_published_record_is_not_made_to_link_to_a_draft(editing):
    source, claim = make_source(status="draft"), make_claim()
    page = submit(editing, address(models.FigureClaim, "change", claim.pk), source=source)
    assert "is not published. An editor has to publish it first." in page.content.decode()
    assert saved(claim).source != source
