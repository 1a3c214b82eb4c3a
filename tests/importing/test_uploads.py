"""The states of an upload, also if its process cannot start, fails or is killed."""

import os
import sqlite3
import sys
import time
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import translation

from battles.importing import background, states, uploads
from battles.models import Belligerent, ImportRecord, ImportState
from tests.admin import address
from tests.admin.uploading import page_of, step, upload
from tests.review import busy_once
from tests.tabular.files import written

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SIDES = b"slug,name\njapan,x\n"


@pytest.fixture
def record():
    return uploads.receive("belligerents", SimpleUploadedFile("sides.csv", SIDES), made_by=None)


def lose_process(record):
    """As if its process had ended some time ago without a word."""
    folder = uploads.folder_of(record)
    background.report(folder, 0)
    long_ago = time.time() - 2 * background.PATIENCE
    os.utime(folder / background.PROGRESS, (long_ago, long_ago))


def test_the_hash_is_that_of_the_whole_file_though_it_was_read_before():
    file = SimpleUploadedFile("sides.csv", SIDES)
    file.read(5)
    record = uploads.receive("belligerents", file, made_by=None)
    assert record.file_sha256 == sha256(SIDES).hexdigest()
    assert Path(record.upload.path).read_bytes() == SIDES


def test_a_long_file_is_checked_in_a_process_of_its_own(record, settings, monkeypatch):
    started = []
    monkeypatch.setattr(uploads, "start_process", lambda folder, number: started.append(number))
    settings.BACKGROUND_SIZE = len(SIDES) - 1
    uploads.start(record)
    assert (started, record.state) == ([record.pk], ImportState.CHECKING)
    settings.BACKGROUND_SIZE = len(SIDES)
    uploads.start(record)
    assert (started, record.state) == ([record.pk], ImportState.CHECKED)


def test_a_process_writes_its_log_in_utf_8_in_any_locale(record, settings, monkeypatch):
    given = {}
    monkeypatch.setattr(
        background.subprocess,
        "Popen",
        lambda command, env, **options: given.update(env) or SimpleNamespace(wait=lambda: None),
    )
    settings.BACKGROUND_SIZE = 0
    uploads.start(record)
    assert given["PYTHONIOENCODING"] == "utf-8"


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_of_many_rows_is_checked_in_a_process_of_its_own(db, settings, monkeypatch, file_format):
    """However short its rows are, and even if every one is wrong."""
    started = []
    monkeypatch.setattr(uploads, "start_process", lambda folder, number: started.append(number))
    rows = [["no slug"] for _row in range(30)]
    content = written(["slug"], rows, file_format)
    record = uploads.receive("belligerents", SimpleUploadedFile(f"sides.{file_format}", content), made_by=None)
    settings.BACKGROUND_ROWS = 29
    uploads.start(record)
    assert (started, record.state) == ([record.pk], ImportState.CHECKING)
    settings.BACKGROUND_ROWS = 40
    uploads.start(record)
    assert (started, record.state) == ([record.pk], ImportState.REFUSED)


def test_a_file_that_is_damaged_is_refused_at_once(db):
    """Its rows cannot be counted."""
    record = uploads.receive("belligerents", SimpleUploadedFile("sides.xlsx", b"PK\3\4 and no more"), made_by=None)
    uploads.start(record)
    assert record.state == ImportState.REFUSED


def test_an_import_whose_process_cannot_start_can_be_run_by_hand(record, settings, monkeypatch, capsys):
    settings.BACKGROUND_SIZE = 0
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    uploads.start(record)
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    assert "cannot be started: No such file or directory. Nothing was imported." in record.problem
    call_command("runimport", str(record.pk))
    assert "can be imported: 1 new, 0 changed, 0 unchanged." in capsys.readouterr().out
    assert uploads.confirm(record, None)
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    call_command("runimport", str(record.pk))
    assert Belligerent.objects.get().slug == "japan"


def test_runimport_refuses_a_checked_or_unknown_import(record):
    uploads.start(record)
    with pytest.raises(CommandError, match="is not waiting to be run"):
        call_command("runimport", str(record.pk))
    with pytest.raises(CommandError, match="There is no import"):
        call_command("runimport", "999999999999999999999")


def test_no_two_processes_work_on_one_file(record, monkeypatch):
    # A clock that goes on by a second each time it is read.
    clock = SimpleNamespace(monotonic=count().__next__, sleep=lambda seconds: None)
    monkeypatch.setattr(background, "time", clock)
    with background.working(uploads.folder_of(record)), pytest.raises(CommandError, match="Another process"):
        call_command("runimport", str(record.pk))
    record.refresh_from_db()
    assert record.state == ImportState.CHECKING


def test_a_running_import_shows_its_progress_without_javascript(admin_client, record):
    uploads.start(record)
    states.change_state(record, [ImportState.CHECKED], ImportState.IMPORTING, new=20_000)
    with background.working(uploads.folder_of(record)):
        background.report(uploads.folder_of(record), 12_000)
        page = page_of(admin_client, record).content.decode()
    assert "12,000 of 20,000 rows are done." in page
    assert '<meta http-equiv="refresh" content="2">' in page
    assert 'value="12000" max="20000"' in page
    assert step(record, "run_again") not in page


def test_an_interrupted_check_is_shown_and_can_be_run_again(admin_client, record):
    lose_process(record)
    page = page_of(admin_client, record).content.decode()
    assert "The check was interrupted, and nothing was imported. Run it again." in page
    assert "http-equiv" not in page
    admin_client.post(step(record, "run_again"))
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED


def test_an_interrupted_import_is_shown_and_can_be_run_again(admin_client, record):
    uploads.start(record)
    states.change_state(record, [ImportState.CHECKED], ImportState.IMPORTING)
    lose_process(record)
    assert "The import was interrupted, and nothing was imported." in page_of(admin_client, record).content.decode()
    admin_client.post(step(record, "run_again"))
    record.refresh_from_db()
    assert record.state == ImportState.IMPORTED
    assert Belligerent.objects.count() == 1


def test_a_running_import_is_neither_run_twice_nor_discarded(admin_client, record):
    with background.working(uploads.folder_of(record)):
        for name in ("run_again", "discard", "confirm"):
            page = admin_client.post(step(record, name), follow=True).content.decode()
            assert "has changed since you opened it" in page
    record.refresh_from_db()
    assert record.state == ImportState.CHECKING


def test_the_file_is_kept_if_the_database_is_busy(record):
    uploads.start(record)
    with busy_once('INSERT INTO "battles_change'):
        uploads.confirm(record, None)
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    assert record.problem == (
        "The database is busy, perhaps with a long import. Nothing was saved. Try again in a minute. "
        "Nothing was imported."
    )
    uploads.run_again(record)
    assert Belligerent.objects.count() == 1


def test_the_editor_sees_a_message_if_the_database_is_busy(admin_client, record, monkeypatch):
    uploads.start(record)

    def refuse(*arguments, **values):
        busy = sqlite3.OperationalError("database is locked")
        busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("database is locked") from busy

    monkeypatch.setattr(uploads, "change_state", refuse)
    page = admin_client.post(step(record, "confirm"), follow=True).content.decode()
    assert "The database is busy" in page
    monkeypatch.setattr(ImportRecord, "save", refuse)
    response, _record = upload(admin_client, Belligerent, SIDES)
    assert response.status_code == 503
    assert "The database is busy" in response.content.decode()
    (folder,) = uploads.folder_of(record).parent.iterdir()
    assert folder == uploads.folder_of(record)


def test_an_import_that_ended_since_it_was_read_is_not_interrupted(record):
    stale = ImportRecord.objects.get()
    uploads.start(record)
    lose_process(record)
    assert not uploads.is_interrupted(stale)


def test_an_internal_error_is_raised_and_shown(admin_client, record, monkeypatch):
    uploads.start(record)

    def fail(*arguments, **values):
        raise ZeroDivisionError

    monkeypatch.setattr(uploads, "Importer", fail)
    with pytest.raises(ZeroDivisionError):
        uploads.confirm(record, None)
    page = page_of(admin_client, record).content.decode()
    assert "Nothing was imported." in page
    assert step(record, "run_again") in page


def test_a_lock_ends_with_its_holder(record):
    folder = uploads.folder_of(record)
    with background.working(folder):
        assert background.is_at_work(folder)
    assert not background.is_at_work(folder)


def test_folders_without_a_record_are_deleted_after_a_week(record, settings):
    folder = settings.MEDIA_ROOT / uploads.FOLDER / "left"
    folder.mkdir()
    uploads.discard_old()
    assert folder.exists()
    os.utime(folder, (0, 0))
    os.utime(uploads.folder_of(record), (0, 0))
    uploads.discard_old()
    assert not folder.exists()
    assert uploads.folder_of(record).exists()


def test_the_list_of_imports_shows_their_states(admin_client, record):
    uploads.start(record)
    page = admin_client.get(address(ImportRecord, "changelist")).content.decode()
    assert "checked, can be imported" in page


def test_a_process_writes_in_the_language_of_its_user(record, settings, monkeypatch):
    """Errors in the file are in the user's language; messages on the terminal are in English."""
    started = []
    monkeypatch.setattr(background.subprocess, "Popen", lambda command, **options: started.append(command) or Started())
    settings.BACKGROUND_SIZE = 0
    with translation.override("zh-hant"):
        uploads.start(record)
    assert started[0][-4:] == ["runimport", str(record.pk), "--language", "zh-hant"]
    Path(record.upload.path).write_bytes(b"slug,nam\n")
    with pytest.raises(CommandError, match=f"^Import {record.pk}: "):
        call_command("runimport", *started[0][-3:])
    record.refresh_from_db()
    assert record.problem.startswith("無法辨識的欄名：")
    with pytest.raises(CommandError, match="is not waiting to be run: has errors"):
        call_command("runimport", record.pk, "--language", "zh-hant")


class Started:
    def wait(self):
        return 0
