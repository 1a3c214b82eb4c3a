"""What the site says while its database is away, full or busy, which is no error of the site."""

import sqlite3

import psycopg
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

# Classes and codes of SQLSTATE: insufficient resources, operator intervention, lock not available, rollbacks.
PASSING_CLASSES = ("08", "40", "53", "57")
COLLISION_CLASS, LOCK_NOT_AVAILABLE, DISK_FULL = "40", "55P03", "53100"
# Primary result codes of SQLite; an extended code has one of them in its last byte.
COLLISION_RESULTS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PASSING_RESULTS = COLLISION_RESULTS | {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def outage(error: BaseException | None) -> str:
    """The sentence for a database that cannot serve now; empty where the error is of another sort."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return ""
    if is_full(error):
        return no_room()
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return no_answer() if sqlite_result(cause) in PASSING_RESULTS else ""
    state = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    # A connection that broke, or was never made, has no state.
    is_passing = state is None or state.startswith(PASSING_CLASSES) or state == LOCK_NOT_AVAILABLE
    return no_answer() if is_passing else ""


def is_collision(error: Exception) -> bool:
    """Whether somebody else wrote at the same moment, of which the database said that only one of them can."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return sqlite_result(cause) in COLLISION_RESULTS
    state = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    return state is not None and (state.startswith(COLLISION_CLASS) or state == LOCK_NOT_AVAILABLE)


def is_full(error: Exception) -> bool:
    """Whether the database had no room on its disk."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        # The second says so of the index of the write-ahead log, which is a file of its own.
        return (
            sqlite_result(cause) == sqlite3.SQLITE_FULL
            or getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
        )
    return isinstance(cause, psycopg.Error) and cause.sqlstate == DISK_FULL


def sqlite_result(error):
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def no_room():
    return _("The database has no room left, so nothing was saved. Whoever runs the site has to make room.")


def no_answer():
    return _(
        "The database does not answer just now. Try again in a minute; if you were saving, look first whether it was "
        "saved."
    )
