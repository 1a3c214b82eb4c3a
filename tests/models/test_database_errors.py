"""Database errors have sentences for users, and an outage is a page with status 503; errors of the program are not."""

import sqlite3

import psycopg
import pytest
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test import Client

from battles.models.database_errors import explain, is_outage
from battles.models.published_links import UnpublishedLinkError
from tests.factories import make_place

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


FULL = [
    of_sqlite(sqlite3.SQLITE_FULL),
    of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE),
    of_postgresql(psycopg.errors.DiskFull),
]
BUSY = [
    of_sqlite(sqlite3.SQLITE_BUSY),
    of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
    of_sqlite(sqlite3.SQLITE_LOCKED),
    of_postgresql(psycopg.errors.DeadlockDetected),
    of_postgresql(psycopg.errors.SerializationFailure),
    of_postgresql(psycopg.errors.LockNotAvailable),
]
AWAY = [
    of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
    of_sqlite(sqlite3.SQLITE_CANTOPEN),
    of_sqlite(sqlite3.SQLITE_READONLY),
    of_postgresql(psycopg.OperationalError),
    of_postgresql(psycopg.errors.AdminShutdown),
    of_postgresql(psycopg.errors.CannotConnectNow),
    of_postgresql(psycopg.errors.TooManyConnections),
    caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")),
]


def name(error):
    return f"{type(error.__cause__).__name__} {getattr(error.__cause__, 'sqlite_errorcode', '')}"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        *[pytest.param(error, "no room left", id=name(error)) for error in FULL],
        *[pytest.param(error, "The database is busy", id=name(error)) for error in BUSY],
        *[pytest.param(error, "does not answer just now", id=name(error)) for error in AWAY],
    ],
)
def test_a_full_a_busy_and_an_absent_database_have_a_sentence_each(error, sentence):
    assert is_outage(error)
    assert sentence in explain(error)


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
def test_an_error_of_the_program_is_not_explained(error):
    assert not is_outage(error)
    assert explain(error) == ""


def test_an_unpublished_link_is_explained_in_its_own_words():
    assert explain(UnpublishedLinkError("Publish it first.")) == "Publish it first."


@pytest.mark.django_db
def test_a_broken_constraint_is_explained_in_its_own_words():
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make_place(slug="no spaces")
    assert not is_outage(error.value)
    assert explain(error.value).startswith("Identifiers have letters without accents")


@pytest.mark.django_db
def test_a_repeated_slug_is_explained_as_a_collision():
    make_place(slug="hankow")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make_place(slug="hankow")
    assert explain(error.value, []).startswith("Somebody else saved the same at the same moment")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (of_postgresql(psycopg.errors.AdminShutdown), 503, "does not answer just now"),
        (of_sqlite(sqlite3.SQLITE_FULL), 503, "no room left"),
        (ValueError(), 500, "Internal error"),
    ],
)
def test_a_page_says_why_its_query_failed(error, status, said):
    def fail(*args):
        raise error

    with connection.execute_wrapper(fail):
        answer = Client(raise_request_exception=False).get("/campaigns/")
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert answer.get("Retry-After") == ("10" if status == 503 else None)
