"""A record can be reverted to any earlier version, or the error says why not."""

import pytest
from django.core.exceptions import ValidationError

from battles.history.revert import revert
from battles.models import Campaign, Change, FigureClaim, Place, Way
from battles.models.recording import states
from tests.factories import MAKERS, make_campaign, make_claim, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def first_change(record):
    return Change.objects.of(record).last()


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_a_deleted_record_is_added_again_with_all_its_values(model, admin_user):
    row = MAKERS[model](note="as it was")
    key, before = row.pk, states(model, [row.pk])
    row.delete()
    row.pk = key
    deletion = Change.objects.of(row).first()
    revert(deletion, deletion.before, made_by=admin_user, message="deleted by mistake")
    assert states(model, [key]) == before
    change_set = Change.objects.of(row).first().change_set
    assert (change_set.way, change_set.made_by, change_set.message) == (Way.REVERT, admin_user, "deleted by mistake")


def test_reverting_writes_lists_dates_and_the_search_key():
    campaign = make_campaign(name="武漢會戰", start="1938-06-11")
    campaign.places.add(make_place(slug="hankow"))
    campaign.note = "with its place"
    campaign.save()
    kept = Change.objects.of(campaign).first()
    campaign.places.clear()
    campaign.name = campaign.start = "1939"
    campaign.save()
    revert(kept, kept.after)
    campaign = Campaign.objects.get()
    assert (campaign.name, campaign.start) == ("武漢會戰", "1938-06-11")
    assert [place.slug for place in campaign.places.all()] == ["hankow"]
    assert Campaign.objects.search("武汉会战").exists()


def test_reverting_keeps_a_column_that_is_newer_than_the_version():
    place = make_place(name="漢口")
    Place.objects.update(name="武漢", note="newer than the change")
    state = first_change(place).after
    del state["note"]
    revert(first_change(place), state)
    place.refresh_from_db()
    assert (place.name, place.note) == ("漢口", "newer than the change")


def test_reverting_a_claim_keeps_exact_figures_and_its_ref():
    claim = make_claim(low="5.5", high="5.5", disputed=True)
    FigureClaim.objects.update(low=6, high=6, disputed=False)
    revert(first_change(claim), first_change(claim).after)
    again = FigureClaim.objects.get()
    assert (again.low, again.high, again.disputed, again.ref) == (5.5, 5.5, True, claim.ref)


def test_reverting_is_refused_when_the_slug_is_taken():
    place = make_place(slug="hankow")
    change = first_change(place)
    place.delete()
    other = make_place(slug="hankow", name="另")
    with pytest.raises(ValidationError, match="This slug is taken"):
        revert(change, change.after)
    assert list(Place.objects.all()) == [other]


def test_reverting_is_refused_when_a_linked_record_is_deleted():
    outer = make_place(slug="hubei")
    place = make_place(slug="hankow", part_of=outer)
    campaign = make_campaign()
    campaign.places.add(place)
    campaign.note = "with its place"
    campaign.save()
    changes = [first_change(place), Change.objects.of(campaign).first()]
    campaign.delete()
    place.delete()
    outer.delete()
    with pytest.raises(ValidationError, match="no longer exists"):
        revert(changes[0], changes[0].after)
    with pytest.raises(ValidationError, match="no longer exists"):
        revert(changes[1], changes[1].after)
    assert not Place.objects.exists()
    assert not Campaign.objects.exists()


def test_reverting_to_the_present_version_changes_nothing():
    place = make_place()
    revert(first_change(place), first_change(place).after)
    assert Change.objects.count() == 1
