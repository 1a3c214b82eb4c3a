"""Reads go to the named database, and a download breaks off when its replica fails."""

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, router

from battles.models import Place
from wuhan.replicas import UNKNOWN_POSITION, ReplicaMiddleware, read_position, reading_from

FILE = [b"slug,name\r\n", b"hankow,\xe6\xbc\xa2\xe5\x8f\xa3\r\n", b"wuchang,\xe6\xad\xa6\xe6\x98\x8c\r\n"]


class NoWatch:
    def __init__(self):
        self.left_out = []

    def leave_out(self, replica, error):
        self.left_out.append(replica)


@pytest.fixture
def middleware():
    middleware = object.__new__(ReplicaMiddleware)
    middleware.watch = NoWatch()
    return middleware


def failing_after(pieces):
    yield from pieces
    raise OperationalError("terminating connection due to unexpected postmaster exit")


def test_records_are_read_from_the_named_database_and_written_to_the_primary():
    with reading_from("replica_1"):
        assert router.db_for_read(Place) == "replica_1"
        assert router.db_for_write(Place) == "default"
        assert router.db_for_read(Place, instance=Place()) == "replica_1"
    assert router.db_for_read(Place) == "default"


def test_accounts_are_read_from_the_primary():
    with reading_from("replica_1"):
        assert router.db_for_read(get_user_model()) == "default"


def test_rows_are_locked_on_the_primary():
    with reading_from("replica_1"):
        assert Place.objects.select_for_update().db == "default"


def test_a_file_is_read_from_the_replica_to_its_end(middleware):
    def pieces():
        for piece in FILE:
            assert router.db_for_read(Place) == "replica_1"
            yield piece

    assert list(middleware.stream("replica_1", pieces())) == FILE
    assert middleware.watch.left_out == []


@pytest.mark.parametrize("sent", range(len(FILE) + 1))
def test_a_file_is_aborted_when_its_replica_fails(middleware, sent):
    pieces = middleware.stream("replica_1", failing_after(FILE[:sent]))
    assert [next(pieces) for _piece in range(sent)] == FILE[:sent]
    with pytest.raises(ConnectionAbortedError):
        next(pieces)
    assert middleware.watch.left_out == ["replica_1"]


@pytest.mark.parametrize(
    ("cookie", "position"),
    [("", 0), ("58562104", 58562104), ("-1", UNKNOWN_POSITION), ("x", UNKNOWN_POSITION), ("9" * 30, UNKNOWN_POSITION)],
)
def test_session_with_an_unreadable_cookie_reads_from_the_primary(cookie, position):
    assert read_position(cookie) == position
