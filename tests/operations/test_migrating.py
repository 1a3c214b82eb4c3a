"""Tables are changed while readers read, and a reader who takes long holds nobody up for long."""

import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Event, Thread

import psycopg
import pytest
from django.db import connection

from tests.processes import PATIENCE, ROOT, manage
from tests.sites import eventually

pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer, whom readers do not wait for"),
]
TABLE = "battles_importrecord"
LOCK_TIMEOUT = 2
TRY_ONCE = """
from django.core.management import call_command
from battles.management.commands import migrate
migrate.ATTEMPTS, migrate.PAUSE = 1, 0
call_command("migrate", verbosity=0)
"""


@contextmanager
def waits(url):
    """How long each of many short readers had to wait."""
    found, over = [], Event()

    def read():
        with psycopg.connect(url, autocommit=True) as reader:
            while not over.is_set():
                began = time.monotonic()
                reader.execute(f"SELECT count(*) FROM {TABLE}")
                found.append(time.monotonic() - began)
                time.sleep(0.02)

    thread = Thread(target=read)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "A reader does not get on."


def is_waiting(url):
    """Whether somebody waits to have the table alone."""
    with psycopg.connect(url) as connection:
        sql = "SELECT FROM pg_locks WHERE relation = %s::regclass AND mode = 'AccessExclusiveLock' AND NOT granted"
        return connection.execute(sql, [TABLE]).rowcount > 0


def test_a_migration_lets_readers_pass_until_it_finds_its_moment(environment):
    url = environment["DATABASE_URL"]
    assert manage(environment, "migrate", "battles", "0001", "--verbosity", "0").returncode == 0
    migrating = subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    with waits(url) as found:
        with psycopg.connect(url) as slow_reader:
            slow_reader.execute(f"SELECT count(*) FROM {TABLE}")
            eventually(lambda: is_waiting(url), seconds=PATIENCE)
            eventually(lambda: not is_waiting(url), seconds=PATIENCE)
            assert migrating.poll() is None
        _out, told = migrating.communicate(timeout=PATIENCE)
    assert migrating.returncode == 0
    assert "A table is in use; trying again." in told
    assert manage(environment, "migrate", "--check").returncode == 0
    # The reader in the way was not ended, and nobody waited for its end.
    assert max(found) < LOCK_TIMEOUT + 2
    assert len(found) > 20


def test_a_migration_that_never_finds_its_moment_says_what_to_do(environment):
    assert manage(environment, "migrate", "battles", "0001", "--verbosity", "0").returncode == 0
    with psycopg.connect(environment["DATABASE_URL"]) as slow_reader:
        slow_reader.execute(f"SELECT count(*) FROM {TABLE}")
        given_up = manage(environment, "shell", "--no-imports", "-c", TRY_ONCE)
    assert given_up.returncode == 1
    assert "A table stayed in use: end what reads it" in given_up.stderr
    assert "Traceback" not in given_up.stderr
