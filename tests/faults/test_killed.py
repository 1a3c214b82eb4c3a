"""A server or a command that is killed: what was acknowledged is there, and the rest is whole or not there."""

import signal
import subprocess
import sys
import time

import pytest

from tests.faults.files import write_sides
from tests.faults.sound import assert_sound, places
from tests.loads import visited
from tests.processes import PATIENCE, ROOT, manage
from tests.sites import eventually, serving

pytestmark = pytest.mark.slow

EDITORS, KILLS = 3, 3
ROWS = 20_000
COUNT = (
    "from battles.models import Belligerent, ChangeSet; print(Belligerent.objects.count(), ChangeSet.objects.count())"
)


def test_what_the_site_said_is_saved_is_there_after_it_was_killed(environment):
    saved = []
    with serving(environment) as site:
        findings = assert_sound(environment)
        for kill in range(KILLS):
            editors = [site.editor() for _ in range(EDITORS)]
            visits = [
                lambda load, editor=editor, prefix=f"kill-{kill}-{number}": load.add_places(editor, prefix, saved)
                for number, editor in enumerate(editors)
            ]
            before = len(saved)
            with visited(*visits) as load:
                eventually(lambda before=before: len(saved) >= before + 5, site)
                site.kill()
                load.over.set()
            site.start()
    assert set(saved) <= places(environment)
    assert_sound(environment, findings=findings)


def rows_there(environment):
    return manage(environment, "shell", "--no-imports", "-c", COUNT).stdout.split()


def killed_after(environment, seconds, *arguments) -> bool:
    """Run the command, and kill it if it has not ended by then; whether it was killed."""
    process = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        return True
    return False


def test_an_import_and_its_undo_are_whole_or_not_there_at_whatever_moment_they_are_killed(environment, tmp_path):
    assert manage(environment, "quickstart", "--no-serve").returncode == 0
    findings = assert_sound(environment)
    before = rows_there(environment)
    imported, undone = [str(int(before[0]) + ROWS), "1"], [before[0], "2"]
    path = write_sides(tmp_path / "sides.csv", ROWS)
    began = time.monotonic()
    assert manage(environment, "importcsv", "belligerents", str(path), "--dry-run").returncode == 0
    whole = time.monotonic() - began
    for command, earlier, later in (
        (["importcsv", "belligerents", str(path)], before, imported),
        (["undoimport", "1"], imported, undone),
    ):
        killed = 0
        for part in (0.5, 0.75, 1, 1.2):
            killed += killed_after(environment, whole * part, *command)
            there = rows_there(environment)
            if there != earlier:
                break
        assert there in (earlier, later)
        assert killed
        if there == earlier:
            assert manage(environment, *command).returncode == 0
        assert rows_there(environment) == later
        assert_sound(environment, findings=findings)
