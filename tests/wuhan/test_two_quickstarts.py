"""Two runs of quickstart at once: the second says that it waits, and both end well."""

import subprocess
import sys
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.core.files import locks
from django.core.management import CommandError
from django.db import connection

from tests.processes import PATIENCE, ROOT, manage
from tests.templates import server_parameters
from wuhan.management.commands import quickstart


class Spoken:
    """An output, and an event when something is written to it."""

    def __init__(self):
        self.text, self.written = "", Event()

    def write(self, text):
        self.text += text
        self.written.set()


@contextmanager
def second_run(lock):
    """Run ``lock`` of a second quickstart, in a thread; it must say that it waits while the block runs, then get it."""
    said, got = Spoken(), Event()

    def run():
        with lock(quickstart.Command(stderr=said)):
            got.set()
        connection.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    assert said.written.wait(PATIENCE)
    assert quickstart.WAITING in said.text
    assert not got.is_set()
    yield
    thread.join(PATIENCE)
    assert got.is_set()


def test_the_second_waits_for_the_first_in_the_same_folder(tmp_path):
    with (tmp_path / "quickstart.lock").open("w") as first:
        assert locks.lock(first, locks.LOCK_EX | locks.LOCK_NB)
        with second_run(lambda command: command.folder_locked(tmp_path)):
            locks.unlock(first)


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a database that two data folders have")
def test_the_second_waits_for_the_first_in_the_same_database():
    import psycopg

    with psycopg.connect(dbname=connection.settings_dict["NAME"], autocommit=True, **server_parameters()) as first:
        first.execute("SELECT pg_advisory_lock(%s)", [quickstart.DATABASE_LOCK])
        with second_run(lambda command: command.database_locked()):
            first.execute("SELECT pg_advisory_unlock(%s)", [quickstart.DATABASE_LOCK])


def test_the_second_cannot_have_the_port_of_the_first():
    first = quickstart.Command().bind("127.0.0.1", 0)
    with first, pytest.raises(CommandError, match="Choose another with --port"):
        quickstart.Command().bind(*first.getsockname())


@pytest.mark.thorough
@pytest.mark.both_engines
def test_two_first_runs_at_once_make_one_site(environment, tmp_path):
    folders = [environment["DATA_DIR"], environment["DATA_DIR"]]
    if connection.vendor == "postgresql":
        folders.append(str(tmp_path / "other"))
    command = [sys.executable, "manage.py", "quickstart", "--no-serve"]
    runs = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | {"DATA_DIR": folder},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    ended = [(*run.communicate(timeout=PATIENCE), run.returncode) for run in runs]
    assert [status for _out, _error, status in ended] == [0] * len(runs), ended
    assert [("Administrator" in out) for out, _error, _status in ended].count(True) == 1
    assert {error for _out, error, _status in ended} <= {"", f"{quickstart.WAITING}\n"}
    count = "from battles.models import Source; print(Source.objects.count())"
    assert int(manage(environment, "shell", "--no-imports", "-c", count).stdout) > 0
