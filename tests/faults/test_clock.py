"""A clock that is set back: keys, order and undos do not depend on it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from battles.history.undo import undo
from battles.models import Change, ChangeSet, ImportRecord, Place
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
now = timezone.now


@pytest.fixture
def set_back(monkeypatch):
    """Set the clock back by so many days, from now on."""

    def set_back(days):
        monkeypatch.setattr(timezone, "now", lambda: now() - timedelta(days=days))

    return set_back


def import_place(tmp_path, slug):
    path = tmp_path / f"{slug}.csv"
    path.write_text(f"slug,name\n{slug},漢口\n", encoding="utf-8")
    call_command("importcsv", "places", path, verbosity=0)


def test_the_history_of_a_record_is_told_in_the_order_in_which_it_happened(set_back, admin_client):
    place = factories.make_place(name="漢口甲")
    for days, name in ((400, "漢口乙"), (1, "漢口丙"), (800, "漢口丁")):
        set_back(days)
        place.name = name
        place.save()
    assert [change.after["name"] for change in Change.objects.of(place)] == ["漢口丁", "漢口丙", "漢口乙", "漢口甲"]
    page = admin_client.get(reverse("admin:battles_place_history", args=[place.pk])).content.decode()
    positions = [page.index(name) for name in ("漢口丁", "漢口丙", "漢口乙", "漢口甲")]
    assert positions == sorted(positions)


def test_new_record_has_the_highest_key(set_back):
    before = [factories.make_place().pk for _ in range(3)]
    set_back(365)
    assert factories.make_place().pk > max(before)
    assert ChangeSet.objects.latest("pk").made_at < ChangeSet.objects.earliest("pk").made_at


def test_imports_are_listed_and_undone_in_the_order_in_which_they_happened(set_back, tmp_path):
    import_place(tmp_path, "hankow")
    set_back(365)
    import_place(tmp_path, "wuchang")
    assert [record.file_name for record in ImportRecord.objects.all()] == ["wuchang.csv", "hankow.csv"]
    set_back(500)
    undo(ImportRecord.objects.get(file_name="wuchang.csv").change_set)
    assert list(Place.objects.values_list("slug", flat=True)) == ["hankow"]
    place = Place.objects.get()
    place.name = "edited since"
    place.save()
    assert Change.objects.of(place).first().after["name"] == "edited since"
