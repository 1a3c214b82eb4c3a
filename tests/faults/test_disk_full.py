"""A full disk: refused in a sentence, nothing half-written, and all goes on when there is room again."""

import shutil
import subprocess
from contextlib import suppress
from random import randbytes

import pytest
from django.db import connection

from tests.faults.files import write_sides
from tests.faults.sound import assert_sound, recorded
from tests.processes import manage
from tests.sites import serving

pytestmark = [pytest.mark.slow, pytest.mark.both_engines]

SENTENCE = "The database has no room left"
ROWS = 15_000
COUNT = "from battles.models import Belligerent; print(Belligerent.objects.count())"


@pytest.fixture
def full_environment(request, small_disk, environment_without_database):
    """A site whose database is on the small disk, and nothing else of it."""
    if connection.vendor == "sqlite":
        return environment_without_database | {"DATABASE_URL": f"sqlite:///{small_disk / 'site.sqlite3'}"}
    cluster = request.getfixturevalue("cluster")
    if cluster.owner:
        shutil.chown(small_disk, cluster.owner)
    cluster.execute(f"CREATE TABLESPACE small LOCATION '{small_disk}'")
    cluster.execute("CREATE DATABASE site TABLESPACE small")
    return environment_without_database | {"DATABASE_URL": cluster.url("site")}


def fill(disk):
    """Write a file that takes all the room that is left, but for less than a page of the database."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def grow(disk):
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)


def test_a_full_disk_is_told_and_nothing_is_written_in_part(full_environment, small_disk, tmp_path):
    saved = []
    with serving(full_environment) as site:
        findings = assert_sound(full_environment)
        editor, reader = site.editor(), site.visitor()
        sides = manage(full_environment, "shell", "--no-imports", "-c", COUNT).stdout

        path = write_sides(tmp_path / "sides.csv", ROWS)
        refused = manage(full_environment, "importcsv", "belligerents", str(path))
        assert refused.returncode == 1
        assert len(refused.stderr.splitlines()) == 1
        assert SENTENCE in refused.stderr
        assert manage(full_environment, "shell", "--no-imports", "-c", COUNT).stdout == sides

        fill(small_disk)
        # The files of the database have room still.
        for number in range(100):
            answer = editor.add_place(f"full-{number}", note=randbytes(200_000).hex())
            if answer.status != 302:
                break
            saved.append(f"full-{number}")
        # With what was typed.
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
