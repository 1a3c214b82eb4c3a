"""Contributors add drafts and edit their own; editors edit all records."""

import pytest

from battles import models
from battles.values.choices import Status
from tests.admin import MAKERS, address, label, opened, submission, submit, typical_models
from tests.factories import make_claim, make_name, make_place, make_source
from tests.review import make_contributor, make_draft, new_name

pytestmark = pytest.mark.django_db


def saved(record):
    record.refresh_from_db()
    return record


@typical_models
def test_a_contributor_edits_an_own_draft(contributor_client, contributor, model):
    draft = make_draft(model, contributor)
    assert submit(contributor_client, address(model, "change", draft.pk), note="better").status_code == 302
    assert (saved(draft).note, draft.status) == ("better", Status.DRAFT)
    assert not models.Proposal.objects.exists()


@typical_models
def test_a_contributor_only_reads_drafts_of_others_and_withdrawn_records(contributor_client, contributor, model):
    other = make_contributor()
    rows = [
        make_draft(model, other),
        make_draft(model, None),
        make_draft(model, contributor, status="withdrawn", status_reason="wrong war"),
    ]
    for row in rows:
        url = address(model, "change", row.pk)
        page = contributor_client.get(url)
        assert 'name="_save"' not in page.content.decode()
        assert contributor_client.post(url, submission(page) | {"note": "forged"}).status_code == 403
        assert saved(row).note == ""


@typical_models
def test_a_contributor_cannot_delete(contributor_client, contributor, model):
    own, published = make_draft(model, contributor), MAKERS[model]()
    contributor.user_permissions.add(
        *contributor.user_permissions.model.objects.filter(codename=f"delete_{label(model)}")
    )
    for row in (own, published):
        assert contributor_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [own.pk, published.pk], "post": "yes"}
    contributor_client.post(address(model, "changelist"), sent)
    assert model.objects.filter(pk__in=[own.pk, published.pk]).count() == 2


@typical_models
def test_a_forged_status_changes_nothing(contributor_client, contributor, model):
    draft = make_draft(model, contributor)
    url = address(model, "change", draft.pk)
    sent = opened(contributor_client, url)
    assert "status" not in sent
    forged = sent | {"note": "better", "status": "published", "status_reason": "forged"}
    assert contributor_client.post(url, forged).status_code == 302
    assert (saved(draft).status, draft.status_reason, draft.note) == (Status.DRAFT, "", "better")


def test_a_record_added_by_a_contributor_is_a_draft_even_with_a_forged_status(contributor_client, contributor):
    url = address(models.OutcomeClaim, "add")
    claim = make_claim()
    sent = {"source": claim.source_id, "campaign": claim.campaign_id, "outcome": "victory", "status": "published"}
    assert "status" not in opened(contributor_client, f"{url}?status=published")
    assert contributor_client.post(f"{url}?status=published", sent).status_code == 302
    added = models.OutcomeClaim.objects.get()
    assert added.status == Status.DRAFT
    assert models.Change.objects.of(added).get().change_set.made_by == contributor


def test_a_forged_status_in_an_inline_changes_nothing(contributor_client, contributor):
    draft = make_draft(models.Campaign, contributor)
    name = make_draft(models.Name, contributor, campaign=draft)
    url, source = address(models.Campaign, "change", draft.pk), make_source()
    forged = new_name(draft, source) | {"names-TOTAL_FORMS": 2}
    forged = {key.replace("-0-", "-1-"): value for key, value in forged.items()}
    forged |= {f"names-{row}-{field}": "published" for row in (0, 1) for field in ("status", "status_reason")}
    assert submit(contributor_client, url, **forged, **{"names-0-text": "better"}).status_code == 302
    assert saved(name).text == "better"
    assert set(models.Name.objects.values_list("text", "status")) == {("better", "draft"), ("武漢", "draft")}


def test_a_forged_status_in_an_inline_is_not_proposed(contributor_client, contributor):
    name = make_name(text="武漢會戰")
    own = make_draft(models.Name, contributor, campaign=name.campaign)
    forged = {f"names-{row}-status": status for row in (0, 1) for status in ("withdrawn", "published")}
    forged |= {"names-0-status_reason": "forged", "names-1-status_reason": "forged", "names-0-note": "forged"}
    url = address(models.Campaign, "change", name.campaign_id)
    assert submit(contributor_client, url, **forged, note="better").status_code == 302
    assert (saved(name).status, saved(own).status) == (Status.PUBLISHED, Status.DRAFT)
    for change in models.ProposedChange.objects.all():
        assert (change.before or change.after)["status"] == change.after["status"]


def test_a_contributors_copy_of_a_published_statement_is_an_own_draft(contributor_client):
    claim = make_claim()
    sent = opened(contributor_client, address(models.FigureClaim, "change", claim.pk))
    sent |= {"_saveasnew": "1", "low": 7, "high": 7, "ref": ""}
    assert contributor_client.post(address(models.FigureClaim, "change", claim.pk), sent).status_code == 302
    copy = models.FigureClaim.objects.exclude(pk=claim.pk).get()
    assert (copy.status, copy.low, saved(claim).low) == (Status.DRAFT, 7, 100)


def test_a_contributor_still_edits_an_own_draft_after_an_editor(contributor_client, contributor, editor_client):
    draft = make_draft(models.Place, contributor)
    url = address(models.Place, "change", draft.pk)
    assert submit(editor_client, url, note="the editor's").status_code == 302
    assert submit(contributor_client, url, note="mine again").status_code == 302
    assert saved(draft).note == "mine again"


def test_a_contributor_without_the_change_permission_cannot_edit_an_own_draft(contributor_client, contributor):
    draft = make_draft(models.Place, contributor)
    contributor.user_permissions.remove(contributor.user_permissions.get(codename="change_place"))
    assert contributor_client.post(address(models.Place, "change", draft.pk), {"name": "x"}).status_code == 403


@typical_models
def test_an_editor_edits_publishes_and_withdraws_records_of_others(editor_client, model):
    draft = make_draft(model, make_contributor())
    url = address(model, "change", draft.pk)
    assert submit(editor_client, url, note="better", status="published").status_code == 302
    assert (saved(draft).note, draft.status) == ("better", Status.PUBLISHED)
    assert submit(editor_client, url, status="withdrawn", status_reason="counted twice").status_code == 302
    assert (saved(draft).status, draft.status_reason) == (Status.WITHDRAWN, "counted twice")


def test_an_editors_new_record_is_published_unless_another_status_is_chosen_which_the_next_form_keeps(editor_client):
    url = address(models.Place, "add")
    assert opened(editor_client, f"{url}?_changelist_filters=status%3Ddraft")["status"] == "published"
    added = submit(editor_client, url, slug="hankow", name="漢口", status="draft", _addanother="1")
    assert models.Place.objects.get().status == Status.DRAFT
    assert opened(editor_client, added.url)["status"] == "draft"
    added = submit(editor_client, url, slug="wuchang", name="武昌", _addanother="1")
    assert opened(editor_client, added.url)["status"] == "published"


def test_an_inline_shows_a_contributor_no_drafts_of_others(contributor_client, contributor, editor_client):
    name = make_name(text="武漢會戰")
    campaign = name.campaign
    own = make_draft(models.Name, contributor, campaign=campaign)
    other = make_draft(models.Name, make_contributor(), campaign=campaign)
    url = address(models.Campaign, "change", campaign.pk)

    def rows(client):
        inline, _identifiers = client.get(url).context["inline_admin_formsets"]
        return {form.instance.pk for form in inline.formset.initial_forms}

    assert rows(contributor_client) == {name.pk, own.pk}
    assert rows(editor_client) == {name.pk, own.pk, other.pk}
    sent = opened(contributor_client, url)
    assert not [key for key in sent if key.endswith("-status")]
    (place,) = [key for key, value in sent.items() if key.endswith("-id") and str(value) == str(own.pk)]
    page = contributor_client.post(url, sent | {place: other.pk, place.replace("-id", "-text"): "forged"})
    assert page.status_code == 200
    assert saved(other).text != "forged"
    assert not models.Proposal.objects.exists()


@typical_models
def test_status_is_a_column_and_a_filter_of_every_list(editor_client, contributor_client, contributor, model):
    published, own = MAKERS[model](), make_draft(model, contributor)
    other = make_draft(model, make_contributor())

    def listed(client, **filters):
        page = client.get(address(model, "changelist", **filters))
        return {row.pk for row in page.context["cl"].result_list}

    assert listed(editor_client, status="draft") == {own.pk, other.pk}
    assert listed(contributor_client, status="published") == {published.pk}
    assert listed(contributor_client, drafts="mine") == {own.pk}
    page = contributor_client.get(address(model, "changelist", _show_all=1), follow=True).content.decode()
    assert (page.count('class="status draft"'), page.count('class="status published"')) == (2, 1)


def test_a_form_says_whether_readers_see_its_record(contributor_client, contributor):
    pages = [
        contributor_client.get(address(models.Place, "change", place.pk)).content.decode()
        for place in (make_place(), make_draft(models.Place, contributor))
    ]
    assert "Readers see this record." in pages[0]
    assert "your change is proposed" in pages[0]
    assert "Readers do not see this record." in pages[1]
    assert "your change is proposed" not in pages[1]


def test_a_published_record_cannot_come_to_link_to_a_draft(editor_client):
    source, claim = make_source(status="draft"), make_claim()
    page = submit(editor_client, address(models.FigureClaim, "change", claim.pk), source=source)
    assert "is not published. An editor has to publish it first." in page.content.decode()
    assert saved(claim).source != source
