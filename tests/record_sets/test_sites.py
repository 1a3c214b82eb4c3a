"""Which sites get a newer set: those that had one, and others that ask for it. quickstart says where there is one."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import now

from battles.models import ChangeSet, ImportRecord, LoadedSet, Place
from battles.record_sets import NAME, RecordSet, has_older_set
from tests.factories import make_importrecord, make_place, make_user
from tests.record_sets.conftest import place

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db]


def is_told():
    """Whether quickstart would say that there is a newer set."""
    return has_older_set(RecordSet())


def test_site_without_the_records_gets_them_only_if_it_asks(documents, updaterecords):
    documents.become(place("hankow"))
    LoadedSet.objects.create(name=NAME)
    make_place(slug="own-town")
    with pytest.raises(CommandError, match="This site never had the records of the documents"):
        updaterecords()
    assert not is_told()
    assert "1 added, " in updaterecords(add=True)[2]
    assert Place.objects.count() == 2
    assert not is_told()
    # From now on it has them.
    documents.become(place("hankow", note="A port"))
    assert is_told()
    assert "    Editor's note: empty → “A port”" in updaterecords()


def test_site_whose_first_update_was_undone_has_no_records_again(documents, updaterecords):
    documents.become(place("hankow"))
    updaterecords(add=True)
    call_command("undoimport", ImportRecord.objects.get().pk, verbosity=0)
    with pytest.raises(CommandError, match="never had"):
        updaterecords()
    assert "1 added, " in updaterecords(add=True)[2]


def test_site_is_told_of_a_newer_set_until_it_has_it_and_again_after_an_undo(site, updaterecords):
    assert not is_told()
    site.become(place("hankow"))
    assert is_told()
    updaterecords()
    assert not is_told()
    call_command("undoimport", ImportRecord.objects.get().pk, verbosity=0)
    assert is_told()


def test_site_of_an_earlier_version_which_did_not_note_its_set_is_told(site):
    LoadedSet.objects.update(sha256="")
    assert is_told()
    LoadedSet.objects.all().delete()
    assert is_told()


def log(action, message, *, at=None):
    """An entry of the admin's log, of before the tables of the history if no time is given."""
    entry = {"content_type": ContentType.objects.get_for_model(Place), "object_id": "1", "action_flag": action}
    at = at or now() - timedelta(days=1_000)
    LogEntry.objects.create(user=make_user(), object_repr="Hankow", change_message=message, action_time=at, **entry)


def date_history(applied, name="0002_history"):
    MigrationRecorder.Migration.objects.filter(app="battles", name=name).update(applied=applied)


@pytest.mark.parametrize("way", ["change", "addition", "import", "account"])
def test_site_of_before_the_history_only_gets_records_that_it_lacks(site, updaterecords, way):
    if way == "import":
        make_importrecord(new=0, changed=2)
    elif way == "account":
        date_history(now() - timedelta(days=3), "0001_records")
        make_user(date_joined=now() - timedelta(days=2))
        date_history(now() - timedelta(days=1))
    else:
        log(CHANGE if way == "change" else ADDITION, '[{"changed": {"fields": ["Name"]}}]')
    make_place(slug="own-town")
    site.become(place("hankow", note="A port"), place("wuchang"))
    printed = updaterecords()
    assert "  place hankow: perhaps edited here, before this site had a history" in printed
    assert printed[-2].startswith("1 added, 0 changed, 0 removed, 5 kept as they are")


def test_on_such_a_site_a_record_that_every_early_set_had_was_deleted(site, updaterecords):
    Place.objects.filter(slug="hanyang")._raw_delete("default")
    log(DELETION, "")
    site.become(place("hankow"), place("hanyang"), place("wuchang"), first=["hanyang", "hankow"])
    printed = updaterecords()
    assert "  place hanyang: deleted here" in printed
    assert "  place wuchang" in printed


def test_form_that_was_saved_unchanged_is_no_edit(site, updaterecords):
    log(CHANGE, "[]")
    site.become(place("hankow", note="A port"))
    assert "1 changed, " in updaterecords(dry_run=True)[-1]


def test_log_of_after_the_tables_of_the_history_is_of_edits_with_a_history(site, updaterecords):
    log(CHANGE, '[{"changed": {"fields": ["Name"]}}]', at=now())
    site.become(place("hankow", note="A port"))
    assert "1 changed, " in updaterecords(dry_run=True)[-1]


def test_log_of_after_the_first_set_of_changes_is_of_edits_with_a_history(site, updaterecords):
    # In a restored backup, the tables may be younger than the log.
    date_history(now())
    ChangeSet.objects.create()
    ChangeSet.objects.update(made_at=now() - timedelta(days=1_001))
    log(CHANGE, '[{"changed": {"fields": ["Name"]}}]')
    site.become(place("hankow", note="A port"))
    assert "1 changed, " in updaterecords(dry_run=True)[-1]
