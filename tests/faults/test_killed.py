"""A server or a command that is killed: what was acknowledged is there, and the rest is whole or not there."""

import json
import signal

import pytest

from tests.faults.files import write_claims
from tests.faults.sound import assert_sound, recorded
from tests.loads import visited
from tests.processes import manage
from tests.sites import serving
from tests.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.both_engines(quick=False)]

# Some claims to be changed, and more than the importer takes at a time.
CHANGED, ROWS = 20, 2_100
KILLED = -signal.SIGKILL
IMPORT_POINTS = [
    "before the first row is inserted",
    "between new rows and their history",
    "before the second chunk is inserted",
    "before the commit",
    "after the commit",
]
UNDO_POINTS = [
    "between the history and the deletion of rows",
    "after rows got other values",
    "before the commit",
    "after the commit",
]
RANDOM_KILLS = 10
KILL_AT_POINTS = """
import json
from tests.faults import kills
begin, imported = ["importcsv", "claims", {begin!r}], ["importcsv", "claims", {path!r}]
assert kills.run(begin, lambda: None) == 0
found = [kills.found()]
found.append(kills.kill_at(imported, {import_points!r}))
found.append(kills.kill_at(kills.undo_of_last_import(), {undo_points!r}))
print(json.dumps(found))
"""
KILL_AT_ANY_MOMENT = """
import json, time
from tests.faults import kills
def seconds(*command):
    began = time.perf_counter()
    assert kills.run(command, lambda: None) == 0
    return time.perf_counter() - began
imported = ["importcsv", "claims", {path!r}]
longest = {{"importcsv": seconds(*imported), "undoimport": seconds(*kills.undo_of_last_import())}}
found = []
for _kill in range({kills}):
    for command in (imported, None):
        command = command or kills.undo_of_last_import()
        before = kills.found()
        status = kills.run(command, lambda: kills.die_within(longest[command[0]]))
        after = kills.found()
        if after == before and status:
            seconds(*command)
        found.append([command[0], status, before, after, kills.found()])
print(json.dumps(found))
"""


@pytest.mark.parametrize("kills", [1, pytest.param(4, marks=pytest.mark.thorough)])
def test_records_that_the_site_acknowledged_are_there_after_it_was_killed(filled_environment, administrator, kills):
    saved = []
    findings = assert_sound(filled_environment)
    with serving(filled_environment, administrator) as site:
        for kill in range(kills):
            editors = [site.editor() for _ in range(3)]
            visits = [
                lambda load, editor=editor, prefix=f"kill-{kill}-{number}": load.add_records(editor, prefix, saved)
                for number, editor in enumerate(editors)
            ]
            before = len(saved)
            with visited(*visits) as load:
                wait_until(lambda before=before: len(saved) >= before + 8, site)
                site.kill()
                load.over.set()
            site.start()
    assert set(saved) <= recorded(filled_environment)
    assert_sound(filled_environment, findings=findings)


def printed(environment, code):
    """The JSON that the code prints in a process of the site."""
    done = manage(environment, "shell", "--no-imports", "-c", code, patience=1_000)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_import_and_its_undo_are_whole_or_not_there_when_they_are_killed(filled_environment, tmp_path):
    findings = assert_sound(filled_environment)
    begin = str(write_claims(tmp_path / "begin.csv", CHANGED))
    path = str(write_claims(tmp_path / "claims.csv", ROWS, note="counted again"))
    points = {"import_points": IMPORT_POINTS, "undo_points": UNDO_POINTS}
    (claims, sets, wrong), imports, undos = printed(
        filled_environment, KILL_AT_POINTS.format(begin=begin, path=path, **points)
    )
    assert wrong == []
    earlier, imported, undone = [claims, sets], [claims + ROWS - CHANGED, sets + 1], [claims, sets + 2]
    assert imports == [[point, KILLED, *earlier, []] for point in IMPORT_POINTS[:-1]] + [
        [IMPORT_POINTS[-1], KILLED, *imported, []]
    ]
    assert undos == [[point, KILLED, *imported, []] for point in UNDO_POINTS[:-1]] + [
        [UNDO_POINTS[-1], KILLED, *undone, []]
    ]
    assert_sound(filled_environment, findings=findings)


@pytest.mark.thorough
@pytest.mark.timeout(1_200)
def test_an_import_and_its_undo_are_whole_or_not_there_at_any_moment(filled_environment, tmp_path):
    findings = assert_sound(filled_environment)
    path = str(write_claims(tmp_path / "claims.csv", 4_000))
    found = printed(filled_environment, KILL_AT_ANY_MOMENT.format(path=path, kills=RANDOM_KILLS))
    for command, status, before, after, end in found:
        assert status in (0, -signal.SIGALRM)
        claims = 4_000 if command == "importcsv" else -4_000
        whole = [before[0] + claims, before[1] + 1, []]
        assert after in (before, whole)
        assert end == whole
    assert -signal.SIGALRM in [status for _command, status, *_found in found]
    assert_sound(filled_environment, findings=findings)
