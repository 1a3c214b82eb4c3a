"""A full disk: a sentence says so, nothing is half-written, and the site goes on when there is room again."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from random import randbytes

import pytest
from django.db import connection

from tests.faults.files import write_sides
from tests.faults.sound import assert_sound, recorded
from tests.processes import manage
from tests.sites import serving

pytestmark = [pytest.mark.slow, pytest.mark.both_engines(quick=False)]

SENTENCE = "The database has no room left"
# Some 1,000 bytes each: more than the room that the disk has left for them.
ROWS, ROOM = 4_000, 3 << 20
COUNT = "from battles.models import Belligerent; print(Belligerent.objects.count())"


@pytest.fixture
def full_environment(request, small_disk):
    """A site as quickstart makes it, whose database is on the small disk, and nothing else of it."""
    if connection.vendor == "sqlite":
        environment = request.getfixturevalue("filled_environment")
        shutil.move(Path(environment["DATA_DIR"], "wuhan.sqlite3"), small_disk)
        return environment | {"DATABASE_URL": f"sqlite:///{small_disk / 'wuhan.sqlite3'}"}
    cluster = request.getfixturevalue("cluster")
    if cluster.owner:
        shutil.chown(small_disk, cluster.owner)
    cluster.execute(f"CREATE TABLESPACE small LOCATION '{small_disk}'")
    environment = request.getfixturevalue("environment_of_cluster")
    cluster.execute("ALTER DATABASE site SET TABLESPACE small")
    return environment


def fill(disk, room=0):
    """Write a file that takes all the room but for so many bytes, and for less than a page of the database."""
    with (disk / f"filler-{room}").open("wb", buffering=0) as file, suppress(OSError):
        while room == 0 or shutil.disk_usage(disk).free > room:
            file.write(bytes(4096))


def grow(disk):
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)


def test_nothing_is_written_in_part_on_a_full_disk_and_a_sentence_says_so(
    full_environment, administrator, small_disk, tmp_path
):
    saved = []
    with serving(full_environment, administrator) as site:
        findings = assert_sound(full_environment)
        editor, reader = site.editor(), site.visitor()
        sides = manage(full_environment, "shell", "--no-imports", "-c", COUNT).stdout
        fill(small_disk, ROOM)
        path = write_sides(tmp_path / "sides.csv", ROWS)
        refused = manage(full_environment, "importcsv", "belligerents", str(path))
        assert refused.returncode == 1
        assert len(refused.stderr.splitlines()) == 1
        assert SENTENCE in refused.stderr
        assert manage(full_environment, "shell", "--no-imports", "-c", COUNT).stdout == sides

        fill(small_disk)
        # The files of the database still have some room.
        for number in range(100):
            answer = editor.add_place(f"full-{number}", note=randbytes(200_000).hex())
            if answer.status != 302:
                break
            saved.append(f"full-{number}")
        # The form still has the values that were typed.
        assert SENTENCE in answer.text, answer.errors
        assert f'value="full-{number}"' in answer.text
        assert reader.get("/campaigns/battle-of-wuhan/").status == 200

        grow(small_disk)
        saved.append("room-again")
        assert editor.add_place("room-again").status == 302
    found = recorded(full_environment)
    assert set(saved) <= found
    assert {slug for slug in found if slug.startswith("full-")} == {slug for slug in saved if slug.startswith("full-")}
    assert_sound(full_environment, findings=findings)
