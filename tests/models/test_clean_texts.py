"""A text has one form, however it enters; and a name that shows nothing is refused."""

from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from battles.models import Appointment, Change, Commander, DateClaim, FigureClaim, Name, Place
from tests.factories import make_appointment, make_claim, make_commander, make_dateclaim, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TYPED, CLEAN = " Fu\u0308r\u00a0sie\u200b", "Für sie"


def write(table, column, key, text):
    """Write the text as it is, as code that knows nothing of this site would."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [text, key])


def test_every_way_to_save_cleans_a_text():
    saved = make_place(name=TYPED)
    assert saved.name == CLEAN
    Place.objects.bulk_create([Place(slug="many", name=TYPED)])
    Place.objects.filter(slug=make_place(slug="updated").slug).update(name=TYPED)
    changed = make_place(slug="changed")
    changed.name = TYPED
    Place.objects.bulk_update([changed], ["name"])
    fixture = f'[{{"model": "battles.place", "fields": {{"slug": "loaded", "name": "{TYPED}"}}}}]'
    for loaded in deserialize("json", fixture):
        loaded.save()
    assert list(Place.objects.values_list("name", flat=True)) == [CLEAN] * 5


def test_a_note_keeps_its_lines():
    assert make_place(note="\u200bone\u00a0\r\n two ").note == "one \r\n two"


def test_statements_that_look_the_same_have_the_same_ref():
    first = make_claim(locator="p. 1", wording="fünf")
    second = FigureClaim(**{name: getattr(first, name) for name in ("source", "campaign", "belligerent", "kind")})
    for name in ("category", "low", "high", "qualifier", "unit", "engagement", "quoted_source", "disputed"):
        setattr(second, name, getattr(first, name))
    second.locator, second.wording = "p.\u00a01 ", "fu\u0308nf"
    first.ref = ""
    assert second.make_ref() == first.make_ref()


@pytest.mark.parametrize("text", ["\u200b", "\u00a0 \u3000", "\u3164\u2800"])
def test_a_name_that_shows_nothing_is_refused(text):
    place = make_place()
    place.name = text
    with pytest.raises(ValidationError) as refused:
        place.full_clean()
    assert "name" in refused.value.message_dict
    with pytest.raises(IntegrityError, match="place_name_given"), transaction.atomic():
        write("battles_place", "name", place.pk, text)


def test_the_upgrade_cleans_rows_their_history_and_their_search_keys(capsys, monkeypatch):
    commander = make_commander(name="Łódź", note="")
    first, second = make_dateclaim(date="1938-09-06", locator="p. 1"), make_dateclaim(date="1938-09-06", locator="p. 2")
    for column in ("source_id", "campaign_id", "engagement_id", "wording"):
        write("battles_dateclaim", column, second.pk, getattr(first, column))
    write("battles_dateclaim", "locator", second.pk, "p.\u00a01")
    write("battles_commander", "note", commander.pk, TYPED)
    write("battles_commander", "search_key", commander.pk, "łodz")
    change = Change.objects.get(model="commander", record_id=commander.pk)
    Change.objects.filter(pk=change.pk).update(after=change.after | {"note": TYPED})
    appointment = make_appointment()
    before = Appointment.objects.values().get(pk=appointment.pk)
    capsys.readouterr()
    migration = import_module("battles.migrations.0011_clean_texts")
    # A later migration replaces a column of figure claims.
    monkeypatch.setattr(migration, "RECORDS", [name for name in migration.RECORDS if name != "figureclaim"])
    apps = MigrationLoader(None).project_state(("battles", "0011_clean_texts")).apps
    migration.clean_all(apps, SimpleNamespace(connection=connection))
    assert sorted(capsys.readouterr().out.splitlines()) == [
        f"Blanks and invisible characters removed: commander {commander.slug}",
        f"Blanks and invisible characters removed: dateclaim {second.ref}",
        f"These are one statement now, and both stay: {' and '.join(sorted([first.ref, second.ref]))}",
    ]
    assert Commander.objects.filter(search_key__contains="lodz", note=CLEAN).exists()
    assert Change.objects.get(pk=change.pk).after["note"] == CLEAN
    assert DateClaim.objects.filter(locator="p. 1").count() == 2
    assert Appointment.objects.values().get(pk=appointment.pk) == before


def test_the_upgrade_gives_a_name_that_shows_nothing_the_slug_or_ref():
    clean_texts = import_module("battles.migrations.0011_clean_texts")
    values = {"slug": "hankow", "name": "\u200b", "name_en": "x" * 200 + " "}
    assert clean_texts.cleaned(Place, values, clean_texts.cleaners(Place)) == {"name": "hankow", "name_en": "x" * 200}
    values = {"ref": "a-ref", "text": "\u3000"}
    assert clean_texts.cleaned(Name, values, clean_texts.cleaners(Name)) == {"text": "a-ref"}


def test_every_way_to_save_rounds_a_coordinate():
    values = {"latitude": "34.5284551234", "longitude": 69.171703}
    saved = make_place(**values)
    kept = round(Decimal("34.5284551234"), Place._meta.get_field("latitude").decimal_places)
    assert saved.latitude == kept
    Place.objects.bulk_create([Place(slug="many", name="地", **values)])
    Place.objects.filter(slug=make_place(slug="updated").slug).update(**values)
    cells = ", ".join(f'"{name}": "{value}"' for name, value in values.items())
    for loaded in deserialize(
        "json", f'[{{"model": "battles.place", "fields": {{"slug": "loaded", "name": "地", {cells}}}}}]'
    ):
        loaded.save()
    assert set(Place.objects.values_list("latitude", flat=True)) == {kept}
    assert Place.objects.count() == 4


@pytest.mark.parametrize("number", ["91.0000001", "Infinity", "NaN", "9" * 40 + ".0000001", "1e400"])
def test_a_coordinate_beyond_the_globe_is_refused(number):
    with pytest.raises(ValidationError):
        Place(slug="x", name="地", latitude=number, longitude="0").full_clean()
