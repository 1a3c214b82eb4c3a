"""quickstart on a site that was made before: it loads nothing again, and says how to get back in."""

import json
import shutil
import stat
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from battles.models import LoadedSet, Place
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LOADED = "The records of the documents are loaded.\n"


@pytest.fixture
def quickstart(settings, tmp_path):
    """Run quickstart with one place as the records of the documents; returns what it printed and its warnings."""
    settings.DATA_DIR = tmp_path / "data"
    settings.SECRET_KEY_FILE = settings.DATA_DIR / "secret_key"
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    (tmp_path / "fixtures" / "1").mkdir(parents=True)
    place = {"model": "battles.place", "fields": {"slug": "hankow", "name": "漢口"}}
    (tmp_path / "fixtures" / "1" / "places.json").write_text(json.dumps([place]), encoding="utf-8")

    def run(**options):
        out, err = StringIO(), StringIO()
        call_command("quickstart", no_serve=True, stdout=out, stderr=err, **options)
        return out.getvalue(), err.getvalue()

    return run


def test_records_are_loaded_once_even_if_all_records_and_accounts_are_deleted(quickstart):
    assert quickstart()[0].startswith(LOADED)
    assert len(LoadedSet.objects.get().sha256) == 64
    # Without a history of the deletion.
    Place.objects.all()._raw_delete("default")
    get_user_model().objects.all().delete()
    printed, warnings = quickstart()
    assert printed.startswith("Administrator: admin ")
    assert warnings == ""
    assert not Place.objects.exists()


def test_newer_set_of_records_is_told_in_one_line_and_not_loaded(quickstart, settings):
    quickstart()
    assert quickstart() == ("", "")
    path = settings.FIXTURE_DIRS[0] / "1" / "places.json"
    (place,) = json.loads(path.read_text(encoding="utf-8"))
    place["fields"]["name"] = "漢口市"
    path.write_text(json.dumps([place]), encoding="utf-8")
    (line,) = quickstart()[0].splitlines()
    assert line.endswith("See what it changes: manage.py updaterecords --dry-run")
    assert Place.objects.get(slug="hankow").name == "漢口"
    call_command("updaterecords", stdout=StringIO())
    assert quickstart() == ("", "")
    assert Place.objects.get(slug="hankow").name == "漢口市"


def test_records_that_were_left_out_are_not_loaded_later(quickstart):
    quickstart(empty=True)
    get_user_model().objects.all().delete()
    printed, _warnings = quickstart()
    assert "newer set" not in printed
    assert not Place.objects.exists()


@pytest.mark.parametrize("what", ["account", "record", "deleted record"])
def test_site_that_an_earlier_version_made_keeps_its_records(quickstart, what):
    if what == "account":
        get_user_model().objects.create_user("lisi")
    else:
        place = factories.make_place(slug="wuchang")
        if what == "deleted record":
            place.delete()
    assert LOADED not in quickstart()[0]
    assert not Place.objects.filter(slug="hankow").exists()


@pytest.mark.parametrize("lost", ["is_superuser", "is_active"])
def test_account_admin_that_is_no_superuser_is_told_and_the_site_is_made(quickstart, settings, lost):
    quickstart()
    get_user_model().objects.update(**{lost: False})
    shutil.rmtree(settings.STATIC_ROOT)
    printed, warning = quickstart()
    assert printed == ""
    assert "No active account is a superuser." in warning
    assert "manage.py createsuperuser --username NAME" in warning
    assert get_user_model().objects.count() == 1
    assert settings.STATIC_ROOT.exists()


def test_migrate_makes_the_data_folder_of_a_new_machine(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "new" / "data"
    call_command("migrate", verbosity=0)
    is_needed = connection.vendor == "sqlite"
    assert settings.DATA_DIR.exists() == is_needed
    assert not is_needed or stat.S_IMODE(settings.DATA_DIR.stat().st_mode) == 0o700
