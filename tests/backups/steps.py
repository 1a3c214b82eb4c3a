"""Steps of the tests of backups that run in processes of a site."""

import json
from pathlib import Path
from threading import Thread

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from battles.backups import write_backup
from battles.history.undo import undo
from battles.importing import uploads
from battles.models import Change, ImportRecord, Name, Place
from battles.resources import RESOURCES
from battles.values.hierarchies import MAX_LEVELS
from tests.faults.soundness import report
from tests.processes import PATIENCE
from tests.reading import give
from wuhan.accounts import passwords, second_factor

NAME, PASSWORD = "編者", "not written down anywhere"
# Of places, each a part of the next in the file: as many levels as a site takes.
PLACES = MAX_LEVELS - 1


def use_the_site(places=PLACES):
    """Make an editor in a group, a text, records changed, imported, undone and deleted, and rows not for backups."""
    editor = get_user_model().objects.create_user(NAME, password=PASSWORD, is_staff=True)
    group = Group.objects.create(name="those who edit places")
    group.permissions.set(Permission.objects.filter(content_type__model="place"))
    editor.groups.add(group)
    wuhan = Place.objects.get(slug="wuhan")
    wuhan.note = 'Two lines,\r\na quote " and a tab\t; 漢口'
    wuhan.save()
    path = Path(settings.DATA_DIR, "places.csv")
    for slug in ("hankow-one", "hankow-two"):
        path.write_text(f"slug,name\n{slug},漢口\n", encoding="utf-8")
        call_command("importcsv", "places", path, verbosity=0)
    undo(ImportRecord.objects.latest("pk").change_set, made_by=editor)
    Place.objects.filter(slug="hankow-one").update(slug="hankow-first")
    lines = (f"part-{number},漢口,part-{number + 1}\n" for number in range(places))
    path.write_text(f"slug,name,part_of\n{''.join(lines)}part-{places},漢口,\n", encoding="utf-8")
    call_command("importcsv", "places", path, verbosity=0)
    path.unlink()
    passwords.note_as_given(editor)
    second_factor.offer_device(editor)
    second_factor.new_recovery_codes(editor)
    text = give(Name.objects.first().source, "甲軍<ref>某著</ref>撤退。\n乙", by=editor, file_format="wikitext")
    text.paragraphs.filter(number=1).update(read_by=editor, read_at=text.made_at)
    uploads.receive("places", SimpleUploadedFile("places.csv", b"slug,name\nx,x\n"), made_by=editor)
    SessionStore().create()
    AccessAttempt.objects.create(username=NAME, ip_address="192.0.2.1", failures_since_start=1)
    # The last row of its table: no later row may get its key.
    Name.objects.create(
        place=wuhan, text="漢口", language="zh-Hant", source=Name.objects.first().source, locator="¶1"
    ).delete()


def exports(folder):
    """Write the CSV file of each kind to the folder."""
    for name in RESOURCES:
        call_command("exportcsv", name, "--all", output=Path(folder) / f"{name}.csv")


def add_a_name():
    """Print whether the editor has password, right and second factor, the changes of a new name, and what is wrong."""
    name = Name.objects.create(
        place=Place.objects.get(slug="wuhan"),
        text="武漢三鎮",
        language="zh-Hant",
        source=Name.objects.first().source,
        locator="¶2",
    )
    editor = get_user_model().objects.get(username=NAME)
    may = [editor.check_password(PASSWORD), editor.has_perm("battles.add_place"), editor.totpdevice_set.exists()]
    print(json.dumps([*may, Change.objects.of(name).count(), json.loads(report())["wrong"]]))


class Interrupted:
    """A file; another thread saves a record when the first bytes are written."""

    def __init__(self, file):
        self.file = file
        self.written = False

    def write(self, data):
        if not self.written:
            self.written = True
            writer = Thread(target=self.save)
            writer.start()
            writer.join(PATIENCE)
            assert not writer.is_alive(), "Saving a record waits for the backup."
        return self.file.write(data)

    def flush(self):
        self.file.flush()

    def save(self):
        Place.objects.create(slug="zz-saved-during-the-backup", name="漢口")
        connection.close()


def backup_while_somebody_saves(path):
    with Path(path).open("wb") as file:
        write_backup(Interrupted(file))
    print(json.dumps(Place.objects.filter(slug="zz-saved-during-the-backup").exists()))
