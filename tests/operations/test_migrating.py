"""Tables are changed while readers read, and a reader who takes long holds nobody up for long."""

import time
from contextlib import contextmanager
from threading import Event, Thread

import psycopg
import pytest
from django.db import connection

from tests.processes import manage

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer, whom readers do not wait for"
)
TABLE = "battles_importrecord"
LOCK_TIMEOUT = 2


@contextmanager
def reading(url, transactions, seconds):
    """Read the table in that many transactions, each so long, one after the other; gives when the last has ended."""
    ended, begun = [], Event()

    def read():
        with psycopg.connect(url, autocommit=True) as reader:
            for _number in range(transactions):
                with reader.transaction():
                    reader.execute(f"SELECT count(*) FROM {TABLE}")
                    begun.set()
                    time.sleep(seconds)
                ended.append(time.monotonic())

    thread = Thread(target=read)
    thread.start()
    begun.wait()
    yield ended
    thread.join()


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
        thread.join()


def test_a_migration_lets_readers_pass_until_it_finds_its_moment(environment):
    url = environment["DATABASE_URL"]
    assert manage(environment, "migrate", "battles", "0001", "--verbosity", "0").returncode == 0
    with reading(url, transactions=2, seconds=6) as ended, waits(url) as found:
        done = manage(environment, "migrate", "--verbosity", "0")
        finished = time.monotonic()
    assert done.returncode == 0, done.stderr
    assert "A table is in use; trying again." in done.stderr
    assert len(ended) == 2
    assert finished > ended[-1]
    assert len(found) > 20
    # Far less than the reader took who was in the way.
    assert max(found) < LOCK_TIMEOUT + 2
