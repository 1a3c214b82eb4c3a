"""A server or a command that is killed: what was acknowledged is there, and the rest is whole or not there."""

import subprocess
import sys
import time

import pytest

from tests.faults.files import write_claims
from tests.faults.sound import assert_sound, recorded
from tests.loads import visited
from tests.processes import PATIENCE, ROOT, manage
from tests.sites import eventually, serving

pytestmark = [pytest.mark.slow, pytest.mark.both_engines]

EDITORS, KILLS = 3, 2
ROWS = 8_000
# Of the time that a check of the file takes; the first is early enough where that one was slowed down by others.
MOMENTS = (0.3, 0.7, 0.95, 1.2)
COUNT = (
    "from battles.models import ChangeSet, FigureClaim; print(FigureClaim.objects.count(), ChangeSet.objects.count())"
)


def test_what_the_site_said_is_saved_is_there_after_it_was_killed(filled_environment, administrator):
    saved = []
    findings = assert_sound(filled_environment)
    with serving(filled_environment, administrator) as site:
        for kill in range(KILLS):
            editors = [site.editor() for _ in range(EDITORS)]
            visits = [
                lambda load, editor=editor, prefix=f"kill-{kill}-{number}": load.add_records(editor, prefix, saved)
                for number, editor in enumerate(editors)
            ]
            before = len(saved)
            with visited(*visits) as load:
                eventually(lambda before=before: len(saved) >= before + 8, site)
                site.kill()
                load.over.set()
            site.start()
    assert set(saved) <= recorded(filled_environment)
    assert_sound(filled_environment, findings=findings)


def rows_there(environment):
    """The numbers of claims and of sets of changes."""
    return tuple(map(int, manage(environment, "shell", "--no-imports", "-c", COUNT).stdout.split()))


def killed_after(environment, seconds, *arguments) -> bool:
    """Run the command, and kill it if it has not ended by then; whether it was killed."""
    process = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
        return True
    return False


def test_an_import_and_its_undo_are_whole_or_not_there_at_whatever_moment_they_are_killed(filled_environment, tmp_path):
    findings = assert_sound(filled_environment)
    claims, sets = rows_there(filled_environment)
    imported, undone = (claims + ROWS, sets + 1), (claims, sets + 2)
    path = write_claims(tmp_path / "claims.csv", ROWS)
    began = time.monotonic()
    assert manage(filled_environment, "importcsv", "claims", str(path), "--dry-run").returncode == 0
    whole = time.monotonic() - began
    for command, earlier, later in (
        (["importcsv", "claims", str(path)], (claims, sets), imported),
        (["undoimport", "1"], imported, undone),
    ):
        killed = 0
        for part in MOMENTS:
            killed += killed_after(filled_environment, whole * part, *command)
            if (there := rows_there(filled_environment)) != earlier:
                break
        assert there in (earlier, later)
        assert killed
        if there == earlier:
            assert_sound(filled_environment, findings=findings)
            assert manage(filled_environment, *command).returncode == 0
        assert rows_there(filled_environment) == later
    assert_sound(filled_environment, findings=findings)
