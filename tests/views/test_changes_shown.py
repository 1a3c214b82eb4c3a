"""A record's page shows its changes since it was entered."""

import pytest

from battles.models.recording import recording
from tests.factories import make_campaign, make_claim, make_source
from tests.views.documents import without_indentation

pytestmark = pytest.mark.django_db


def changes_on(client, record):
    page = without_indentation(client.get(record.get_absolute_url()).content.decode())
    return page.partition('id="changes"')[2].partition("</section>")[0]


def test_what_was_changed_and_why_is_shown_without_the_editor(client, admin_user):
    claim = make_claim(low=100, high=100, note="<b>as it was</b>")
    assert changes_on(client, claim) == ""
    with recording(made_by=admin_user, message="read again"):
        claim.low = claim.high = 254628
        claim.note = ""
        claim.save()
    shown = changes_on(client, claim)
    assert "read again" in shown
    assert "<del>100</del><ins>254628</ins>" in shown
    assert "<del>&lt;b&gt;as it was&lt;/b&gt;</del><em>emptied</em>" in shown
    assert admin_user.username not in shown


@pytest.mark.parametrize("make", [make_campaign, make_source])
def test_entities_and_sources_show_latest_changes_first(client, make):
    record = make(note="first")
    for note in ("second", "third"):
        record.note = note
        record.save()
    shown = changes_on(client, record)
    assert shown.index("<ins>third</ins>") < shown.index("<ins>second</ins>")


def test_no_more_than_twenty_are_shown(client):
    record = make_campaign()
    for number in range(25):
        record.note = f"note {number}"
        record.save()
    assert changes_on(client, record).count("<li>") == 20


@pytest.mark.parametrize("fate", ["draft", "withdrawn", "deleted"])
def test_earlier_links_hide_names_of_unpublished_records(client, fate):
    source, other = make_source(title="Unseen"), make_source(title="支那事變")
    claim = make_claim(source=source)
    claim.source = other
    claim.save()
    assert "<del>Unseen</del><ins>支那事變</ins>" in changes_on(client, claim)
    if fate == "deleted":
        source.delete()
    else:
        source.status, source.status_reason = fate, "Not seen by anybody"
        source.save()
    shown = changes_on(client, claim)
    assert "<del>no longer shown</del><ins>支那事變</ins>" in shown
    assert source.slug not in shown
