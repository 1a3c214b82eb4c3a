"""Long imports run in a process of their own, which goes on when its starter ends and leaves nothing when killed."""

import json
import signal

import pytest

from tests.faults.files import write_sides
from tests.processes import manage

pytestmark = [pytest.mark.slow, pytest.mark.both_engines(quick=False)]

# More than the importer takes at a time.
ROWS = 2_100
BEGIN = """
import json
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from battles.importing import background, uploads
from battles.importing.states import change_state
from battles.models import Belligerent, Change, ImportRecord
from tests.faults import kills
from tests.waiting import wait_until
settings.BACKGROUND_SIZE = 0
background.PATIENCE = 0

def found(*passing):
    "The state of the import, once it is none of those that pass, and how many rows there are."
    wait_until(lambda: ImportRecord.objects.get().state not in passing)
    record, sides = ImportRecord.objects.get(), Belligerent.objects.filter(slug__startswith="side-")
    written = sides.count(), Change.objects.filter(model="belligerent").count()
    return [record.state, record.new, *written, uploads.is_interrupted(record)]
"""
RECEIVE = """
file = SimpleUploadedFile("sides.csv", open({path!r}, "rb").read())
uploads.start(uploads.receive("belligerents", file, made_by=None))
print("null")
"""
CONFIRM = """
checked = found("checking")
print(json.dumps([checked, uploads.confirm(ImportRecord.objects.get(), None)]))
"""
KILL = """
result = [found("checking")]
record = ImportRecord.objects.get()
change_state(record, ["checked"], "importing")
command = ["runimport", str(record.pk)]
result.append(kills.run(command, lambda: kills.die_at("before the second chunk is inserted")))
result.append(found())
result.append(kills.run(command, lambda: None))
result.append(found())
print(json.dumps(result))
"""
CHECKED = ["checked", ROWS, 0, 0, False]
INTERRUPTED = ["importing", ROWS, 0, 0, True]
IMPORTED = ["imported", ROWS, ROWS, ROWS, False]


@pytest.fixture
def site(filled_environment, tmp_path):
    """A site with a file of many rows uploaded, which a process checks."""
    path = write_sides(tmp_path / "sides.csv", ROWS)
    run(filled_environment, RECEIVE.format(path=str(path)))
    return filled_environment


def run(environment, code):
    """The JSON that the code prints in a process of its own."""
    done = manage(environment, "shell", "--no-imports", "-c", BEGIN + code)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_long_file_is_checked_and_imported_by_processes_that_outlive_their_starters(site):
    assert run(site, CONFIRM) == [CHECKED, True]
    assert run(site, 'print(json.dumps(found("importing")))') == IMPORTED


def test_a_killed_import_is_noticed_leaves_nothing_and_can_be_run_again(site):
    assert run(site, KILL) == [CHECKED, -signal.SIGKILL, INTERRUPTED, 0, IMPORTED]
