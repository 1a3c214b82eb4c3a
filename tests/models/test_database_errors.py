"""A database that is away, full or busy is told with status 503; a fault of the program is not passed off as that."""

import sqlite3

import psycopg
import pytest
from django.db import DataError, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from battles.models.database_errors import outage

pytestmark = pytest.mark.both_engines


def caused(error, cause):
    error.__cause__ = cause
    return error


def of_sqlite(code):
    cause = sqlite3.OperationalError("as SQLite says")
    cause.sqlite_errorcode = code
    return caused(OperationalError(), cause)


def of_postgresql(kind):
    return caused(OperationalError(), kind("as PostgreSQL says"))


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_FULL),
        of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE),
        of_postgresql(psycopg.errors.DiskFull),
    ],
    ids=["sqlite", "sqlite's log", "postgresql"],
)
def test_a_full_disk_is_called_so(error):
    assert "no room left" in outage(error)


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_BUSY),
        of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
        of_sqlite(sqlite3.SQLITE_CANTOPEN),
        of_postgresql(psycopg.OperationalError),
        of_postgresql(psycopg.errors.AdminShutdown),
        of_postgresql(psycopg.errors.CannotConnectNow),
        of_postgresql(psycopg.errors.TooManyConnections),
        of_postgresql(psycopg.errors.DeadlockDetected),
        of_postgresql(psycopg.errors.LockNotAvailable),
        caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")),
    ],
    ids=lambda error: f"{type(error.__cause__).__name__} {getattr(error.__cause__, 'sqlite_errorcode', '')}",
)
def test_a_database_that_cannot_serve_now_is_said_not_to_answer(error):
    assert "does not answer just now" in outage(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        ValueError(),
        of_sqlite(sqlite3.SQLITE_ERROR),
        caused(ProgrammingError(), psycopg.errors.UndefinedTable("no such table")),
        caused(DataError(), psycopg.errors.NumericValueOutOfRange("too large")),
    ],
)
def test_any_other_error_is_one_of_the_site(error):
    assert outage(error) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (of_postgresql(psycopg.errors.AdminShutdown), 503, "does not answer just now"),
        (of_sqlite(sqlite3.SQLITE_FULL), 503, "no room left"),
        (ValueError(), 500, "An error of this site"),
    ],
)
def test_a_page_whose_query_fails_says_why(error, status, said):
    def fail(*args):
        raise error

    with connection.execute_wrapper(fail):
        answer = Client(raise_request_exception=False).get("/campaigns/")
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert answer.get("Retry-After") == ("10" if status == 503 else None)
