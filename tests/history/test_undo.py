"""An undo reverses a whole set of changes, or names the records that prevent it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.history.descriptions import with_descriptions
from battles.history.undo import UndoRefused, undo
from battles.models import Campaign, ChangeSet, FigureClaim, Name, Place, Unit, Way
from battles.models.recording import recording
from battles.resources import RESOURCES
from tests.factories import make_belligerent, make_campaign, make_claim, make_name, make_place, make_source, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def table(model):
    """All rows of a kind as in its CSV."""
    resource = RESOURCES[model]()
    return list(resource.rows_for_export(resource.model.objects.all()))


def everything():
    return {model: table(model) for model in RESOURCES}


def reasons(change_set):
    before = everything()
    with pytest.raises(UndoRefused) as refused:
        undo(change_set)
    assert everything() == before
    assert not ChangeSet.objects.filter(way=Way.UNDO).exists()
    described = with_descriptions(list(change_set.changes.all()))
    slugs = {change.description: change.identity for change in described}
    return [(slugs.get(reason.record, reason.record), reason.sentence) for reason in refused.value.reasons]


@pytest.fixture
def changes():
    """A set of changes with rows made, changed and deleted; and all records as they were before it."""
    campaign = make_campaign(slug="wuhan", name="武漢會戰", start="1938-06-11")
    campaign.places.set([make_place(slug="hankow"), make_place(slug="hanyang")])
    gone = make_claim(campaign=campaign, ref="gone", low=5, high=5)
    before = everything()
    with recording(message="the seminar's table") as made:
        campaign.name, campaign.start = "武漢保衛戰", "1938"
        campaign.save()
        campaign.places.set([make_place(slug="wuchang")])
        make_claim(campaign=campaign, ref="new")
        make_unit(slug="new-unit", belligerent=make_belligerent(slug="new-side"))
        gone.delete()
    return made.change_set, before


def test_undo_gives_all_records_their_earlier_values(changes, admin_user):
    change_set, before = changes
    assert everything() != before
    undone = undo(change_set, made_by=admin_user, message="wrong file")
    assert everything() == before
    assert (undone.way, undone.undoes, undone.made_by, undone.message) == (
        Way.UNDO, change_set, admin_user, "wrong file",
    )  # fmt: skip


def test_an_undo_can_be_undone(changes):
    change_set, before = changes
    after = everything()
    again = undo(undo(change_set))
    assert everything() == after
    undo(again)
    assert everything() == before


def test_an_undo_is_in_the_history_of_each_record(changes):
    undone = undo(changes[0])
    pairs = {(change.model, change.identity): (change.before, change.after) for change in undone.changes.all()}
    assert len(pairs) == changes[0].changes.count()
    before, after = pairs["campaign", "wuhan"]
    assert (before["name"], after["name"]) == ("武漢保衛戰", "武漢會戰")
    assert len(after["places"]) == 2
    assert pairs["figureclaim", "new"][1] is None
    assert pairs["figureclaim", "gone"][0] is None


def test_a_set_of_changes_is_undone_only_once(changes):
    undo(changes[0])
    with pytest.raises(UndoRefused, match="already undone"):
        undo(changes[0])


def test_undoing_a_deletion_brings_back_links_of_other_records(changes):
    before = everything()
    with recording() as deletion:
        Place.objects.get(slug="wuchang").delete()
    undo(deletion.change_set)
    assert everything() == before


def test_undo_is_refused_when_a_row_was_edited_since(changes):
    Unit.objects.filter(slug="new-unit").update(name="changed")
    campaign = Campaign.objects.get(slug="wuhan")
    campaign.places.clear()
    assert sorted(reasons(changes[0])) == [("new-unit", "It was edited since."), ("wuhan", "It was edited since.")]


def test_undo_is_not_refused_when_a_later_edit_was_reverted(changes):
    unit = Unit.objects.get(slug="new-unit")
    name = unit.name
    Unit.objects.update(name="changed")
    Unit.objects.update(name=name)
    undo(changes[0])
    assert not Unit.objects.filter(slug="new-unit").exists()


def test_undo_keeps_a_column_that_is_newer_than_the_change():
    place = make_place(name="漢口")
    with recording() as made:
        place.name = "武漢"
        place.save()
    change = made.change_set.changes.get()
    del change.before["note"], change.after["note"]
    change.save()
    Place.objects.update(note="newer than the change")
    undo(made.change_set)
    place.refresh_from_db()
    assert (place.name, place.note) == ("漢口", "newer than the change")


def test_undo_is_refused_when_a_row_was_deleted_since(changes):
    FigureClaim.objects.filter(ref="new").delete()
    assert reasons(changes[0]) == [("new", "It was deleted since.")]


def test_undo_is_refused_when_a_new_row_was_linked_to_since(changes):
    name = make_name(unit=Unit.objects.get(slug="new-unit"), source=make_source())
    other = make_campaign(slug="other", name="他", name_en="")
    other.places.add(Place.objects.get(slug="wuchang"))
    assert sorted(reasons(changes[0])) == [
        ("new-unit", f"The name “{name.description}” links to it."),
        ("wuchang", f"The campaign “{other.description}” links to it."),
    ]
    Name.objects.all().delete()
    Campaign.objects.get(slug="other").delete()
    undo(changes[0])


def test_undo_is_refused_when_an_earlier_link_target_is_deleted():
    place = make_place(slug="hankow")
    part = make_place(slug="harbour", part_of=place)
    with recording() as made:
        part.part_of = None
        part.save()
    place.delete()
    assert reasons(made.change_set) == [("harbour", "Its earlier part of no longer exists.")]


def test_undo_is_refused_when_another_record_has_the_slug():
    place = make_place(slug="hankow")
    with recording() as made:
        place.delete()
    make_place(slug="hankow")
    assert reasons(made.change_set) == [("hankow", "Another record now has “hankow”.")]


def test_undo_is_refused_when_a_record_would_be_a_part_of_itself():
    one, two = make_place(name="一", name_en=""), make_place(name="二", name_en="")
    one.part_of = two
    one.save()
    with recording() as made:
        one.part_of = None
        one.save()
    two.part_of = one
    two.save()
    assert reasons(made.change_set) == [
        (one.slug, "It would be a part of itself."),
        ("二", "It would be a part of itself."),
    ]


def test_undo_takes_as_many_queries_for_many_rows_as_for_few():
    def queries(rows):
        source, campaign = make_source(), make_campaign()
        with recording() as made:
            for _number in range(rows):
                make_claim(source=source, campaign=campaign)
        with CaptureQueriesContext(connection) as captured:
            undo(made.change_set)
        return len(captured)

    assert queries(1) == queries(40)


def test_undo_lists_a_hundred_reasons_and_counts_all():
    with recording() as made:
        Place.objects.bulk_create(Place(slug=f"place-{number}", name="地") for number in range(150))
    Place.objects.update(name="變")
    with pytest.raises(UndoRefused) as refused:
        undo(made.change_set)
    assert (len(refused.value.reasons), refused.value.count) == (100, 150)
