"""The action that sets fields of many records: what changes is previewed, and is one set of changes."""

import pytest

from battles.models import FigureClaim, ImportRecord, ImportState, Place
from tests.admin import MAKERS, MODELS, address
from tests.admin.uploading import step
from tests.factories import make_claim, make_place, make_source
from tests.review import make_contributor
from tests.review.conftest import logged_in

pytestmark = pytest.mark.django_db


def choose(client, rows):
    """The page of the action for these rows."""
    keys = [row.pk for row in rows]
    return client.post(address(type(rows[0]), "changelist"), {"action": "change_fields", "_selected_action": keys})


def send(client, page, model, change, **values):
    """The answer to the page, with the fields in ``change`` ticked."""
    sent = {"_selected_action": "0", "action": "change_fields", "keys": page.context["keys"], "change": change}
    return client.post(address(model, "changelist"), sent | {f"common-{name}": value for name, value in values.items()})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_the_page_of_every_kind_has_a_field_for_each_column(admin_client, model):
    page = choose(admin_client, [MAKERS[model]()])
    assert page.status_code == 200
    assert [field.name for field, is_ticked in page.context["fields"] if is_ticked] == []


@pytest.mark.both_engines
def test_two_claims_get_another_source_and_a_standing_in_one_set_of_changes(admin_client):
    claims, others = [make_claim(), make_claim()], make_claim()
    book = make_source()
    page = choose(admin_client, claims)
    ticked = ["source", "standing", "standing_reason"]
    values = {"source": book.pk, "standing": "deprecated", "standing_reason": "a copy", "locator": "not ticked"}
    answer = send(admin_client, page, FigureClaim, ticked, **values)
    record = ImportRecord.objects.get()
    assert answer.url == address(ImportRecord, "change", record.pk)
    assert (record.state, record.new, record.changed) == (ImportState.CHECKED, 0, 2)
    before = [(claim.ref, claim.locator) for claim in claims]
    admin_client.post(step(record, "confirm"))
    for claim in claims:
        claim.refresh_from_db()
        assert (claim.source, claim.standing, claim.standing_reason) == (book, "deprecated", "a copy")
    assert [(claim.ref, claim.locator) for claim in claims] == before
    record.refresh_from_db()
    assert record.change_set.changes.count() == 2
    others.refresh_from_db()
    assert others.source != book
    admin_client.post(step(record, "undo"), {"post": "yes"})
    claims[0].refresh_from_db()
    assert claims[0].source != book


def test_a_ticked_field_without_a_value_is_emptied(admin_client):
    places = [make_place(name_en="Wuhan"), make_place(name_en="Hankow")]
    send(admin_client, choose(admin_client, places), Place, ["name_en"])
    admin_client.post(step(ImportRecord.objects.get(), "confirm"))
    assert set(Place.objects.values_list("name_en", flat=True)) == {""}


def test_a_change_that_breaks_a_rule_is_an_error_of_its_row(admin_client):
    good, bad = make_claim(low=5, high=5), make_claim(low=90, high=90)
    page = choose(admin_client, [good, bad])
    send(admin_client, page, FigureClaim, ["high", "qualifier"], high="50", qualifier="range")
    record = ImportRecord.objects.get()
    assert (record.state, record.wrong) == (ImportState.REFUSED, 1)


def test_nothing_ticked_or_a_wrong_value_shows_the_page_again(admin_client):
    claim = make_claim()
    page = choose(admin_client, [claim])
    again = send(admin_client, page, FigureClaim, [])
    assert again.context["refusal"] == "Tick the fields to change."
    again = send(admin_client, page, FigureClaim, ["as_of"], as_of="yesterday")
    shown = {field.name: (field, is_ticked) for field, is_ticked in again.context["fields"]}
    assert shown["as_of"][0].errors
    assert shown["as_of"][1]
    assert not ImportRecord.objects.exists()


def test_a_record_that_was_deleted_meanwhile_is_left_out(admin_client):
    places = [make_place(), make_place()]
    page = choose(admin_client, places)
    places[0].delete()
    send(admin_client, page, Place, ["note"], note="seen")
    assert ImportRecord.objects.get().changed == 1


def test_a_contributor_cannot_change_many_records():
    client, place = logged_in(make_contributor()), make_place()
    choose(client, [place])
    sent = {"_selected_action": "0", "action": "change_fields", "keys": str(place.pk), "change": ["note"]}
    client.post(address(Place, "changelist"), sent | {"common-note": "forged"})
    assert not ImportRecord.objects.exists()
    place.refresh_from_db()
    assert place.note == ""
