"""Tables are changed while readers read: a migration that waits for a slow reader lets the other readers pass."""

import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from tests.processes import PATIENCE, ROOT, manage
from tests.waiting import wait_until

pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite readers do not wait for the writer"),
]
# Migration 0002 of accounts changes this table of migration 0001.
TABLE = "accounts_onetimepassword"
TRY_ONCE = """
from django.core.management import call_command
from wuhan.management.commands import migrate
migrate.ATTEMPTS, migrate.PAUSE = 1, 0
call_command("migrate", "accounts", "0002", verbosity=0)
"""


def read(url):
    """Read the table as a new reader; fails if no answer comes."""
    with psycopg.connect(url) as reader:
        reader.execute(f"SET statement_timeout = '{PATIENCE}s'")
        reader.execute(f"SELECT count(*) FROM {TABLE}")


def is_waiting(url):
    """Whether a migration waits for its exclusive lock on the table."""
    with psycopg.connect(url) as connection:
        sql = "SELECT FROM pg_locks WHERE relation = %s::regclass AND mode = 'AccessExclusiveLock' AND NOT granted"
        return connection.execute(sql, [TABLE]).rowcount > 0


def test_a_migration_that_waits_for_a_reader_lets_other_readers_pass(environment):
    url = environment["DATABASE_URL"]
    assert manage(environment, "migrate", "accounts", "0001", "--verbosity", "0").returncode == 0
    migrating = subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "accounts", "0002", "--verbosity", "0"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    with psycopg.connect(url) as slow_reader:
        slow_reader.execute(f"SELECT count(*) FROM {TABLE}")
        wait_until(lambda: is_waiting(url))
        # The lock is queued before this reader. If the migration kept waiting, this reader would wait for the slow one.
        read(url)
        wait_until(lambda: not is_waiting(url))
        assert migrating.poll() is None
        # The slow reader was not ended.
        slow_reader.execute("SELECT 1")
    _out, errors = migrating.communicate(timeout=PATIENCE)
    assert migrating.returncode == 0
    assert "A table is in use; trying again." in errors


def test_migration_that_never_gets_its_lock_ends_with_an_explanation(environment):
    assert manage(environment, "migrate", "accounts", "0001", "--verbosity", "0").returncode == 0
    with psycopg.connect(environment["DATABASE_URL"]) as slow_reader:
        slow_reader.execute(f"SELECT count(*) FROM {TABLE}")
        given_up = manage(environment, "shell", "--no-imports", "-c", TRY_ONCE)
    assert given_up.returncode == 1
    assert "A table stayed in use. End the queries that read it" in given_up.stderr
    assert "Traceback" not in given_up.stderr
