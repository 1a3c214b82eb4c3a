"""Recordings: a preview keeps nothing, and a recording within another is a part of it."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from battles.models import Change, ChangeSet, Place, Way
from battles.models.recording import recording
from tests.factories import make_place

pytestmark = pytest.mark.django_db


def test_a_preview_keeps_nothing_and_has_the_changed_rows():
    changed, deleted = make_place(slug="changed", name="漢口"), make_place(slug="deleted")
    history = list(Change.objects.values())
    with recording(preview=True) as changes:
        changed.name = "武漢"
        changed.save()
        deleted.delete()
        make_place(slug="new")
    assert set(Place.objects.values_list("slug", flat=True)) == {"changed", "deleted"}
    assert Place.objects.get(slug="changed").name == "漢口"
    assert list(Change.objects.values()) == history
    ((model, triples),) = changes.changed_rows
    assert model is Place
    slugs = {tuple(state and state["slug"] for state in states) for _key, *states in triples}
    assert slugs == {("changed", "changed"), ("deleted", None), (None, "new")}


def test_a_preview_within_a_transaction_leaves_the_rest_of_it():
    with transaction.atomic():
        make_place(slug="kept")
        with recording(preview=True):
            make_place(slug="previewed")
        make_place(slug="after")
    assert set(Place.objects.values_list("slug", flat=True)) == {"kept", "after"}


def test_the_history_of_a_preview_costs_no_query():
    places = [make_place().pk for _number in range(3)]
    with recording(preview=True) as changes, CaptureQueriesContext(connection) as queries:
        changes.write_new(Place, places)
        changes.write_deleted(Place, places)
        changes.write()
    assert len(queries) == 0
    assert not ChangeSet.objects.filter(pk=changes.change_set.pk).exists()


def test_an_error_in_a_preview_is_raised():
    def fail():
        with recording(preview=True):
            make_place()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Place.objects.exists()


def test_a_recording_within_another_is_a_part_of_it(admin_user):
    given = {"made_by": admin_user, "message": "by the map", "way": Way.IMPORT}
    with recording(**given) as changes:
        with recording(**given) as same, recording() as also:
            make_place()
        assert same is also is changes
    assert ChangeSet.objects.get().made_by == admin_user


@pytest.mark.parametrize(
    "given", [{"message": "another"}, {"message": ""}, {"way": Way.REVIEW}, {"preview": True}, {"undoes": ChangeSet()}]
)
def test_a_recording_within_another_that_differs_from_it_is_an_error(given):
    with pytest.raises(RuntimeError), recording(message="by the map", way=Way.IMPORT), recording(**given):
        pass


def test_another_author_within_a_recording_is_an_error(admin_user, django_user_model):
    other = django_user_model.objects.create_user("other")
    with pytest.raises(RuntimeError), recording(made_by=admin_user), recording(made_by=other):
        pass
