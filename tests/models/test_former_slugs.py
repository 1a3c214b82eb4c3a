"""A slug that changes stays with its record as a former slug, however the record is written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from battles.history.revert import revert
from battles.history.undo import UndoRefused, undo
from battles.models import Campaign, Change, ChangeSet, FormerSlug, Place, Source
from battles.models.database_errors import explain
from battles.models.recording import recording
from battles.models.renaming import SLUGGED, FormerSlugTakenError
from tests.admin import MAKERS
from tests.factories import make_campaign, make_place, make_source
from tests.history.test_undo import everything

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def rename(record, slug):
    record.slug = slug
    record.save()
    return ChangeSet.objects.first()


def former(record):
    return list(record.former_slugs.order_by("pk").values_list("slug", flat=True))


@pytest.mark.parametrize("kind", SLUGGED)
def test_every_kind_of_record_keeps_the_slug_that_it_had(kind):
    (model,) = (model for model in MAKERS if model._meta.model_name == kind)
    record = MAKERS[model](slug="old")
    rename(record, "new")
    assert former(record) == ["old"]
    assert record.former_slugs.get().record == record


def test_a_record_keeps_every_slug_that_it_had():
    place = make_place(slug="hankow")
    rename(place, "hankou")
    rename(place, "wuhan-hankou")
    assert former(place) == ["hankow", "hankou"]


def test_a_record_may_go_back_to_a_slug_that_it_had():
    place = make_place(slug="hankow")
    rename(place, "hankou")
    place.slug = "hankow"
    place.full_clean()
    place.save()
    assert former(place) == ["hankou"]


def test_a_slug_that_changes_in_capitals_only_is_kept_once():
    place = make_place(slug="Hankow")
    rename(place, "hankow")
    rename(place, "Hankow")
    assert former(place) == ["hankow"]
    rename(place, "hankou")
    assert [slug.lower() for slug in former(place)] == ["hankow"]


@pytest.mark.parametrize("write", ["update", "bulk_update", "save"])
def test_every_way_of_saving_keeps_the_slug(write):
    place = make_place(slug="hankow")
    place.slug = "hankou"
    match write:
        case "update":
            Place.objects.filter(pk=place.pk).update(slug="hankou")
        case "bulk_update":
            Place.objects.bulk_update([place], ["slug"])
        case "save":
            place.save(update_fields=["slug"])
    assert former(place) == ["hankow"]


def test_a_change_of_another_column_keeps_no_slug():
    place = make_place(slug="hankow")
    place.name = "漢口"
    place.save()
    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("slug", ["hankow", "Hankow"])
def test_a_new_record_cannot_take_the_former_slug_of_another(slug):
    place = make_place(slug="hankow", name="漢口", name_en="")
    rename(place, "hankou")
    new = Place(slug=slug, name="漢口")
    with pytest.raises(ValidationError) as refused:
        new.full_clean()
    (sentence,) = refused.value.message_dict["slug"]
    assert "former slug of the place “漢口” (hankou)" in sentence
    with pytest.raises(FormerSlugTakenError) as refused, transaction.atomic():
        new.save()
    assert explain(refused.value) == sentence
    with pytest.raises(FormerSlugTakenError), transaction.atomic():
        Place.objects.bulk_create([new])


def test_a_rename_cannot_take_the_former_slug_of_another():
    rename(make_place(slug="hankow"), "hankou")
    other = make_place(slug="other")
    other.slug = "hankow"
    with pytest.raises(ValidationError, match="former slug"):
        other.full_clean()
    with pytest.raises(FormerSlugTakenError), transaction.atomic():
        other.save()


def test_two_records_cannot_exchange_their_slugs():
    one, other = make_place(slug="one"), make_place(slug="other")
    one.slug, other.slug = "other", "one"
    with pytest.raises(FormerSlugTakenError):
        exchange(one, other)
    assert set(Place.objects.values_list("slug", flat=True)) == {"one", "other"}


@recording()
def exchange(one, other):
    Place.objects.filter(pk=one.pk).update(slug="between")
    other.save()
    one.save()


def test_a_record_of_another_kind_may_take_it():
    rename(make_place(slug="wuhan"), "wuhan-city")
    make_campaign(slug="wuhan").full_clean()


def test_the_database_refuses_two_former_slugs_of_one_kind():
    rename(make_place(slug="hankow"), "hankou")
    twin = FormerSlug(place=make_place(), slug="HANKOW")
    with pytest.raises(ValidationError, match="had this slug before"):
        twin.full_clean()
    with pytest.raises(IntegrityError, match="formerslug_place_told_apart"), transaction.atomic():
        twin.save()


def test_the_undo_of_a_rename_gives_every_export_back():
    place = make_place(slug="hankow")
    make_campaign().places.add(place)
    before = everything()
    renamed = rename(place, "hankou")
    undone = undo(renamed)
    assert everything() == before
    # The other address was shown for a while too.
    assert former(place) == ["hankou"]
    undo(undone)
    place.refresh_from_db()
    assert (place.slug, former(place)) == ("hankou", ["hankow"])


def test_a_revert_keeps_the_slug_too():
    place = make_place(slug="hankow")
    rename(place, "hankou")
    change = Change.objects.of(place).first()
    revert(change, change.before)
    place.refresh_from_db()
    assert (place.slug, former(place)) == ("hankow", ["hankou"])


def test_former_slugs_go_with_their_record_and_come_back_with_it():
    place = make_place(slug="hankow")
    rename(place, "hankou")
    before = everything()
    place.delete()
    assert not FormerSlug.objects.exists()
    make_place(slug="hankow").delete()
    deletion = ChangeSet.objects.filter(changes__model="formerslug", changes__after__isnull=True).get()
    undo(deletion)
    assert everything() == before
    assert former(Place.objects.get()) == ["hankow"]


def test_many_records_are_deleted_with_their_former_slugs():
    for number in range(3):
        rename(make_place(slug=f"old-{number}"), f"new-{number}")
    Place.objects.all().delete()
    assert not FormerSlug.objects.exists()


def test_undoing_a_deletion_is_refused_if_another_record_took_the_former_slug():
    place = make_place(slug="hankow")
    rename(place, "hankou")
    place.delete()
    deletion = ChangeSet.objects.first()
    make_place(slug="hankow")
    with pytest.raises(UndoRefused, match="former slug of the place"):
        undo(deletion)
    assert not FormerSlug.objects.exists()


def test_the_import_or_form_that_made_a_renamed_record_can_still_be_undone():
    place = make_place(slug="hankow")
    made = ChangeSet.objects.first()
    undo(rename(place, "hankou"))
    undo(made)
    assert not Place.objects.exists()
    assert not FormerSlug.objects.exists()


def test_a_search_for_a_former_slug_finds_the_record():
    campaign, source = make_campaign(slug="battle-of-hankow"), make_source(slug="old-source")
    rename(campaign, "wuhan")
    rename(source, "zhwiki")
    make_campaign(), make_source()
    assert list(Campaign.objects.search("hankow")) == [campaign]
    assert list(Source.objects.search("old-source")) == [source]
