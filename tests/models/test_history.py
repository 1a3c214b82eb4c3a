"""The history keeps the states before and after every change of a record."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from battles.models import Campaign, CasualtyClaim, Change, ChangeSet, FigureClaim, Place
from battles.models.recording import recording, states, values_of
from tests.factories import MAKERS, make_campaign, make_claim, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def state_pairs(record):
    """Pairs of the record's states before and after each change, the earliest first."""
    return [(change.before, change.after) for change in reversed(Change.objects.of(record))]


def column(record, name):
    return [tuple(state and state[name] for state in pair) for pair in state_pairs(record)]


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_a_new_row_is_recorded_with_all_its_columns(model):
    row = MAKERS[model](note="as it was")
    ((before, after),) = state_pairs(row)
    assert before is None
    stated = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    assert values_of(model, after) == {
        field.attname: field.to_python(stated[field.attname])
        for field in model._meta.concrete_fields
        if not field.primary_key and not hasattr(field, "sources")
    }


def test_saves_updates_and_deletions_are_recorded():
    place = make_place(name="漢口")
    place.name = "武漢"
    place.save()
    Place.objects.filter(pk=place.pk).update(name="武昌")
    place.refresh_from_db()
    place.name = "漢陽"
    Place.objects.bulk_update([place], ["name"])
    key = place.pk
    place.delete()
    place.pk = key
    expected = [(None, "漢口"), ("漢口", "武漢"), ("武漢", "武昌"), ("武昌", "漢陽"), ("漢陽", None)]
    assert column(place, "name") == expected


def test_rows_made_and_deleted_in_bulk_are_recorded():
    Place.objects.bulk_create([Place(slug="a", name="甲"), Place(slug="b", name="乙")])
    Place.objects.all().delete()
    changes = list(Change.objects.order_by("pk").values_list("identity", "before__name", "after__name"))
    assert changes == [("a", None, "甲"), ("b", None, "乙"), ("a", "甲", None), ("b", "乙", None)]
    assert ChangeSet.objects.count() == 2


def test_a_save_without_changes_is_not_recorded():
    place = make_place()
    place.save()
    assert len(state_pairs(place)) == 1
    assert ChangeSet.objects.count() == 1


def test_a_recording_is_one_set_of_changes_with_author_and_message(admin_user):
    with recording(made_by=admin_user, message="the seminar's table"):
        campaign = make_campaign(name="武漢會戰")
        campaign.places.add(make_place(slug="hankow"))
        campaign.name = "武漢保衛戰"
        campaign.save()
    changes = ChangeSet.objects.get()
    assert (changes.made_by, changes.message) == (admin_user, "the seminar's table")
    assert set(changes.changes.values_list("model", "identity")) == {("campaign", campaign.slug), ("place", "hankow")}
    ((before, after),) = state_pairs(campaign)
    assert (before, after["name"], after["places"]) == (None, "武漢保衛戰", [Place.objects.get().pk])


def test_changes_of_a_list_within_a_recording_are_recorded():
    campaign, place = make_campaign(), make_place()
    with recording() as changes:
        changes.will_change(Campaign, [campaign.pk])
        campaign.places.add(place)
    assert column(campaign, "places") == [(None, []), ([], [place.pk])]


@pytest.mark.parametrize("delete", [Place.delete, lambda place: Place.objects.filter(pk=place.pk).delete()])
def test_a_deletion_is_recorded_in_the_lists_of_other_records_too(delete):
    campaign, place, other = make_campaign(), make_place(), make_place()
    with recording() as changes:
        changes.will_change(Campaign, [campaign.pk])
        campaign.places.set([place, other])
    delete(Place.objects.get(pk=place.pk))
    assert column(campaign, "places")[-1] == ([place.pk, other.pk], [other.pk])
    assert ChangeSet.objects.first().changes.count() == 2


def test_a_claim_has_one_history_for_all_its_proxies():
    claim = make_claim(low=100, high=100)
    loss = CasualtyClaim.objects.get(pk=claim.pk)
    loss.note = "read again"
    loss.save()
    assert column(claim, "note") == column(loss, "note") == [(None, ""), ("", "read again")]


def test_a_rolled_back_recording_has_no_history():
    def make_one_slug_twice():
        with recording():
            make_place(slug="hankow")
            make_place(slug="hankow")

    with pytest.raises(IntegrityError):
        make_one_slug_twice()
    assert not Place.objects.exists()
    assert not ChangeSet.objects.exists()


def test_the_first_edit_of_a_loaded_record_records_the_loaded_state(tmp_path):
    fixture = tmp_path / "places.json"
    fixture.write_text('[{"model": "battles.place", "fields": {"slug": "hankow", "name": "漢口"}}]', encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)
    assert not Change.objects.exists()
    place = Place.objects.get()
    place.name = "武漢"
    place.save()
    assert column(place, "name") == [("漢口", "武漢")]


def test_loaddata_is_refused_where_it_would_replace_records(tmp_path):
    make_place(slug="hankow", name="武漢")
    fixture = tmp_path / "places.json"
    rows = [{"model": "battles.place", "fields": {"slug": slug, "name": "漢口"}} for slug in ("wuchang", "hankow")]
    for row in rows:
        fixture.write_text(json.dumps([row]), encoding="utf-8")
        with pytest.raises(CommandError, match="This site has records"):
            call_command("loaddata", fixture, verbosity=0)
    assert Place.objects.get().name == "武漢"
    fixture.write_text('[{"model": "auth.group", "fields": {"name": "guests"}}]', encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)


def test_figures_in_states_are_exact():
    claim = make_claim(low="999999999999.99", high="999999999999.99")
    state = states(FigureClaim, [claim.pk])[claim.pk]
    claim.refresh_from_db()
    assert values_of(FigureClaim, state)["low"] == claim.low
