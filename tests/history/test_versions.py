"""Every way of writing a record gives it a new version."""

import pytest
from django.core import serializers

from battles.history.revert import restore
from battles.history.undo import undo
from battles.history.versions import changed_since, format_versions, latest_versions, parse_versions, with_versions
from battles.models import CasualtyClaim, Change, FigureClaim, Place
from battles.models.recording import recording
from tests.factories import make_campaign, make_claim, make_place

pytestmark = pytest.mark.django_db


def version_of(record):
    return latest_versions(type(record), [record.pk])[record.pk]


def save(place):
    place.note = "changed"
    place.save()


def bulk_update(place):
    place.note = "changed"
    Place.objects.bulk_update([place], ["note"])


def revert(place):
    Place.objects.update(note="changed")
    change = Change.objects.of(place).first()
    restore(change, change.before)


WAYS = {
    "save": save,
    "update": lambda place: Place.objects.update(note="changed"),
    "bulk_update": bulk_update,
    "delete": lambda place: Place.objects.filter(pk=place.pk).delete(),
    "revert": revert,
    "undo": lambda place: undo(Change.objects.of(place).first().change_set),
}


@pytest.mark.parametrize("write", WAYS.values(), ids=WAYS)
def test_each_way_of_writing_gives_a_new_version(write):
    place, other = make_place(), make_place()
    seen = latest_versions(Place, [place.pk, other.pk])
    write(Place.objects.get(pk=place.pk))
    assert place.pk in changed_since(Place, seen)
    assert version_of(place) > seen[place.pk]


def test_a_changed_list_of_links_gives_a_new_version():
    campaign = make_campaign()
    seen = version_of(campaign)
    with recording() as changes:
        changes.will_change(type(campaign), [campaign.pk])
        campaign.places.add(make_place())
    assert version_of(campaign) > seen


def test_saving_without_a_change_keeps_the_version():
    place = make_place()
    seen = version_of(place)
    place.save()
    assert version_of(place) == seen


def test_a_record_loaded_from_a_fixture_has_version_0_until_it_is_changed():
    (loaded,) = serializers.deserialize("python", [{"model": "battles.place", "fields": {"slug": "a", "name": "a"}}])
    loaded.save()
    place = Place.objects.get()
    assert version_of(place) == 0
    assert with_versions(Place.objects.all()).get().version == 0
    save(place)
    assert changed_since(Place, {place.pk: 0}) == [place.pk]


def test_records_are_read_with_their_versions():
    claims = [make_claim(), make_claim()]
    CasualtyClaim.objects.filter(pk=claims[0].pk).update(note="changed")
    expected = latest_versions(FigureClaim, [claim.pk for claim in claims])
    for model in (FigureClaim, CasualtyClaim):
        assert {claim.pk: claim.version for claim in with_versions(model.objects.all())} == expected


def test_a_hidden_field_brings_versions_back():
    versions = {7: 12, 8: 0}
    assert parse_versions(format_versions(versions), limit=2) == versions
    assert parse_versions(format_versions(versions), limit=1) == {7: 12}
    assert parse_versions("x 7 7: :7 7:x 7:-1 1:99999999999999999999 9:3", limit=20) == {9: 3}
