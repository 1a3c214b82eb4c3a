"""Long imports run in a process of their own, which outlives its starter and imports all or nothing."""

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from battles.importing import background
from tests.processes import PATIENCE, ROOT, manage

pytestmark = pytest.mark.both_engines

ROWS = 10_000

RECEIVE = """
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from battles.importing import uploads
settings.BACKGROUND_SIZE = 0
file = SimpleUploadedFile("sides.csv", open({path!r}, "rb").read())
record = uploads.receive("belligerents", file, made_by=None)
uploads.start(record)
print(record.pk)
"""
CONFIRM = """
from django.conf import settings
from battles.models import ImportRecord
from battles.importing import uploads
settings.BACKGROUND_SIZE = 0
print(uploads.confirm(ImportRecord.objects.get(), None))
"""
CONFIRM_ONLY = """
from battles.models import ImportRecord
from battles.importing.states import change_state
print(change_state(ImportRecord.objects.get(), ["checked"], "importing"))
"""
# Every batch of rows is reported, so that the test can see the first.
RUN = """
from django.core.management import call_command
from battles.importing import background
background.REPORT_EVERY = 0
call_command("runimport", "1")
"""
STATE = """
from battles.models import Belligerent, Change, ImportRecord
from battles.importing import uploads
from battles.importing import background
background.PATIENCE = 0
record = ImportRecord.objects.get()
print(record.state, record.new, Belligerent.objects.count(), Change.objects.count(), uploads.is_interrupted(record))
"""


@pytest.fixture
def site(environment, tmp_path):
    """A site with a file of many rows uploaded."""
    Path(environment["DATA_DIR"]).mkdir()
    assert manage(environment, "migrate", "--verbosity=0").returncode == 0
    path = tmp_path / "sides.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["slug", "name", "note"])
        writer.writerows([f"side-{number}", "某方", "x" * 100] for number in range(ROWS))
    assert run(environment, RECEIVE.format(path=str(path))).isdigit()
    return environment


def run(environment, code):
    done = manage(environment, "shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def state_after(environment, *passing):
    """What STATE prints once the record is in another state than these."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = run(environment, STATE).split()
        if found[0] not in passing:
            return found
    raise AssertionError(f"still {found}")


def test_a_long_file_is_checked_and_imported_in_the_background(site):
    assert state_after(site, "checking") == ["checked", str(ROWS), "0", "0", "False"]
    assert run(site, CONFIRM) == "True"
    assert state_after(site, "importing") == ["imported", str(ROWS), str(ROWS), str(ROWS), "False"]


def test_a_killed_import_leaves_nothing_and_can_be_run_again(site):
    assert state_after(site, "checking")[0] == "checked"
    assert run(site, CONFIRM_ONLY) == "True"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", RUN]
    process = subprocess.Popen(command, cwd=ROOT, env=site)
    (folder,) = Path(site["DATA_DIR"], "uploads", "imports").iterdir()
    deadline = time.monotonic() + PATIENCE
    while not 0 < background.rows_done(folder) < ROWS and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    assert process.returncode == -signal.SIGKILL
    assert run(site, STATE).split() == ["importing", str(ROWS), "0", "0", "True"]
    assert manage(site, "runimport", "1").returncode == 0
    assert run(site, STATE).split() == ["imported", str(ROWS), str(ROWS), str(ROWS), "False"]
