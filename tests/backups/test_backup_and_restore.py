"""A backup restored into an empty database gives the same site, on either engine."""

import json
import shutil
import stat
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.db import connection

from tests.processes import manage
from tests.templates import own_environment

pytestmark = pytest.mark.slow
# Nested places in a quick run. Their import takes most of the time.
FEW = 30
# The output of add_a_name if nothing is wrong.
SOUND = [True, True, True, 1, []]


def run(environment, *arguments):
    done = manage(environment, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def step(environment, name, *arguments):
    code = f"from tests.backups import steps; steps.{name}(*{arguments!r})"
    return run(environment, "shell", "--no-imports", "-c", code)


def parts(path):
    """The rows of each table, and the manifest without what depends on the engine and the time."""
    with ZipFile(path) as archive:
        found = {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name != "manifest.json"
        }
        manifest = json.loads(archive.read("manifest.json"))
    keys = {label: table["next_key"] for label, table in manifest["tables"].items()}
    return found, keys, manifest["migrations"]


@pytest.fixture
def other_environment(templates, tmp_path):
    """A site with empty tables on SQLite."""
    environment = own_environment(tmp_path / "other")
    shutil.copytree(templates.migrated("sqlite"), environment["DATA_DIR"])
    return environment


def test_a_restored_site_is_the_same_site(filled_environment, other_environment, tmp_path):
    environment = filled_environment
    step(environment, "use_the_site", FEW)
    path = tmp_path / "backup.zip"
    run(environment, "backup", "--output", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found, _keys, _migrations = parts(path)
    assert len(found["tables/battles.Change.jsonl"]) > FEW
    assert not {"tables/sessions.Session.jsonl", "tables/axes.AccessAttempt.jsonl"} & found.keys()
    assert len(found["tables/accounts.OneTimePassword.jsonl"]) == 1
    assert len(found["tables/battles.FormerSlug.jsonl"]) == 1
    # The import that waits is left out.
    assert len(found["tables/battles.ImportRecord.jsonl"]) == 3

    run(other_environment, "restore", str(path))

    run(other_environment, "backup", "--output", str(tmp_path / "again.zip"))
    # History, users and imports with all their columns, and the next keys.
    assert parts(path) == parts(tmp_path / "again.zip")
    assert json.loads(step(other_environment, "add_a_name")) == SOUND


@pytest.mark.thorough
def test_a_site_moves_to_a_machine_without_a_data_folder(filled_environment, tmp_path):
    path = str(tmp_path / "backup.zip")
    run(filled_environment, "backup", "--output", path)
    environment = own_environment(tmp_path / "new")
    assert "migrate makes empty tables" in manage(environment, "restore", path).stderr
    run(environment, "migrate")
    run(environment, "restore", path)
    assert run(environment, "quickstart", "--no-serve") == ""
    assert "already has" in manage(environment, "restore", path).stderr


@pytest.mark.thorough
def test_a_restored_site_exports_the_same_files(filled_environment, other_environment, tmp_path):
    step(filled_environment, "use_the_site")
    run(filled_environment, "backup", "--output", str(tmp_path / "backup.zip"))
    run(other_environment, "restore", str(tmp_path / "backup.zip"))
    for name, site in (("exports", filled_environment), ("other-exports", other_environment)):
        (tmp_path / name).mkdir()
        step(site, "exports", str(tmp_path / name))
    exported = sorted(file.name for file in (tmp_path / "exports").iterdir())
    assert len(exported) == 16
    for name in exported:
        assert (tmp_path / "exports" / name).read_bytes() == (tmp_path / "other-exports" / name).read_bytes()


@pytest.mark.both_engines(quick=False)
def test_a_site_moves_from_sqlite_to_postgresql_and_back(migrated_environment, other_environment, templates, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("about two engines")
    first = own_environment(tmp_path / "first")
    shutil.copytree(templates.filled("sqlite")[0], first["DATA_DIR"])
    step(first, "use_the_site")
    backups = [tmp_path / f"{number}.zip" for number in range(3)]
    run(first, "backup", "--output", str(backups[0]))
    for environment, (backup, again) in zip((migrated_environment, other_environment), pairwise(backups), strict=True):
        run(environment, "restore", str(backup))
        run(environment, "backup", "--output", str(again))
        assert parts(backup) == parts(again)
        assert json.loads(step(environment, "add_a_name")) == SOUND


@pytest.mark.both_engines
def test_a_backup_holds_one_moment_and_does_not_block_saving(filled_environment, tmp_path):
    path = tmp_path / "backup.zip"
    assert json.loads(step(filled_environment, "backup_while_somebody_saves", str(path))) is True
    found, _keys, _migrations = parts(path)
    assert not [row for rows in found.values() for row in rows if "zz-saved-during-the-backup" in json.dumps(row)]
