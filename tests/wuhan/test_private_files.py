"""Files with records, passwords or uploads are their owner's alone, whatever the umask and the folder."""

import errno
import io
import os
import stat
import sys

import pytest
from django.db import ConnectionHandler

from battles.importing import uploads
from battles.models import Belligerent
from tests.admin.uploading import upload
from wuhan.databases import read_databases
from wuhan.management.commands.quickstart import Command

SIDES = b"slug,name\njapan,x\n"


@pytest.fixture(autouse=True)
def open_folder(tmp_path):
    """A folder in which everybody may do everything, and a umask that closes nothing."""
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    umask = os.umask(0)
    yield tmp_path / "open"
    os.umask(umask)


def modes(folder):
    """The names and rights of all that is in the folder, at any depth."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


@pytest.fixture
def connect(open_folder, monkeypatch, django_db_blocker):
    """Connect to the SQLite database in the open folder and write to it, with its files in the end as they are."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    connection = ConnectionHandler(read_databases(open_folder, replicas=[], pool=0))["default"]

    def write():
        connection.cursor().execute("CREATE TABLE IF NOT EXISTS notes (note TEXT)")
        connection.cursor().execute("INSERT INTO notes VALUES ('secret')")

    with django_db_blocker.unblock():
        yield write
        connection.close()


def test_a_new_database_is_private(connect, open_folder):
    connect()
    assert modes(open_folder) == dict.fromkeys(["wuhan.sqlite3", "wuhan.sqlite3-wal", "wuhan.sqlite3-shm"], 0o600)


def test_a_database_of_an_earlier_version_becomes_private(connect, open_folder):
    for ending in ("", "-wal", "-shm"):
        (open_folder / f"wuhan.sqlite3{ending}").touch(mode=0o666)
    connect()
    assert set(modes(open_folder).values()) == {0o600}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EROFS])
def test_a_database_whose_rights_cannot_be_changed_is_used_as_it_is(connect, open_folder, monkeypatch, number):
    def refuse(*arguments):
        raise OSError(number, os.strerror(number))

    (open_folder / "wuhan.sqlite3").touch(mode=0o644)
    monkeypatch.setattr(os, "chmod", refuse)
    connect()
    assert modes(open_folder)["wuhan.sqlite3"] == 0o644


@pytest.mark.django_db
@pytest.mark.parametrize("memory", [0, 1 << 20])
def test_an_upload_and_its_preview_are_private(admin_client, settings, open_folder, memory):
    settings.MEDIA_ROOT = open_folder / "uploads"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
    _response, record = upload(admin_client, Belligerent, SIDES)
    found = modes(uploads.folder_of(record))
    assert found.pop("plan") == 0o700
    assert {"file", "lock", "candidates.json", "headings.json", "new.jsonl", "new.offsets"} <= found.keys()
    assert set(found.values()) == {0o600}
    folders = [open_folder / "uploads", uploads.folder_of(record).parent, uploads.folder_of(record)]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


@pytest.mark.django_db
def test_the_log_and_progress_of_a_process_are_private(admin_client, settings, open_folder, monkeypatch):
    settings.MEDIA_ROOT = open_folder / "uploads"
    settings.BACKGROUND_SIZE = 0
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    _response, record = upload(admin_client, Belligerent, SIDES)
    assert modes(uploads.folder_of(record)) == dict.fromkeys(["file", "log", "progress"], 0o600)


def test_an_open_data_folder_is_told_and_a_closed_one_is_not(open_folder):
    for mode in (0o777, 0o755, 0o750, 0o700):
        open_folder.chmod(mode)
        command = Command(stderr=io.StringIO())
        command.make_data_folder(open_folder)
        told = f"The data folder {open_folder} is open to other users. Close it: chmod 700 {open_folder}\n"
        assert command.stderr.getvalue() == ("" if mode == 0o700 else told)


def test_a_secret_key_that_others_could_read_is_closed(open_folder, settings):
    settings.SECRET_KEY = "a-key-of-fifty-characters-as-quickstart-makes-them"
    (open_folder / "secret_key").write_text(settings.SECRET_KEY)
    Command().make_secret_key(open_folder / "secret_key")
    assert modes(open_folder) == {"secret_key": 0o600}
