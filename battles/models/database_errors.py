"""Errors of the database and its disk in words: a broken rule of the data, or a full, busy, damaged or absent one."""

import errno
import sqlite3

import psycopg
from django.apps import apps
from django.db import IntegrityError, InterfaceError, OperationalError
from django.utils.translation import gettext as _

from battles.models.published_links import UnpublishedLinkError
from battles.models.renaming import FormerSlugTakenError

# SQLSTATE classes: connection exception, transaction rollback, insufficient resources, operator intervention.
OUTAGE_CLASSES = ("08", "40", "53", "57")
ROLLBACK_CLASS, LOCK_NOT_AVAILABLE, DISK_FULL = "40", "55P03", "53100"
# Primary result codes of SQLite; the last byte of an extended code is one of them.
BUSY_RESULTS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
OUTAGE_RESULTS = BUSY_RESULTS | {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}
DAMAGE_RESULTS = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
# A disk without room, or a user's share of it.
FULL_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT)
# A file or a disk that this user may not write.
FORBIDDEN_ERRORS = (errno.EACCES, errno.EPERM, errno.EROFS)


def explain(error: BaseException | None, models=None) -> str:
    """A message for the user. Empty if the error is a bug: re-raise it then. ``models`` are those written, or all."""
    if isinstance(error, UnpublishedLinkError | FormerSlugTakenError):
        return str(error)
    if isinstance(error, IntegrityError):
        return str(
            broken_rule(error, apps.get_app_config("battles").get_models() if models is None else models)
            or _(
                "Somebody else saved the same at the same moment, or deleted a record that this links to. Nothing was "
                "saved. Try again."
            )
        )
    if not is_outage(error):
        return ""
    if is_full_disk(error):
        return _("The site’s disk has no room left, so nothing was saved. The operator of the site has to make room.")
    if is_forbidden(error):
        return _(
            "The site may not write its files, so nothing was saved. The operator of the site has to give it the right."
        )
    if is_full(error):
        return _("The database has no room left, so nothing was saved. The operator of the site has to make room.")
    if is_damaged(error):
        return _("The database is damaged. The operator of the site has to restore a backup into a new one.")
    if is_busy(error):
        return _("The database is busy, perhaps with a long import. Nothing was saved. Try again in a minute.")
    return _("The database does not answer just now. Try again in a minute. If you were saving, check if it was saved.")


def broken_rule(error, models):
    """The message of the constraint of one of the models that the error names; None if it names none."""
    for model in models:
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                return constraint.violation_error_message
    return None


def is_outage(error: BaseException | None) -> bool:
    """Whether the database could not serve, being full, busy, damaged or away, or files could not be written."""
    if is_full_disk(error) or is_forbidden(error) or is_damaged(error):
        return True
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    if isinstance(error.__cause__, sqlite3.Error):
        return sqlite_result(error) in OUTAGE_RESULTS
    # A connection that broke, or was never made, has no state.
    state = sqlstate(error)
    return state is None or state.startswith(OUTAGE_CLASSES) or state == LOCK_NOT_AVAILABLE


def is_full_disk(error) -> bool:
    """Whether a file that is not of the database could not be written for lack of room."""
    return isinstance(error, OSError) and error.errno in FULL_DISK_ERRORS


def is_forbidden(error) -> bool:
    """Whether this user may not write a file, or nobody may write its disk."""
    return isinstance(error, OSError) and error.errno in FORBIDDEN_ERRORS


def is_full(error) -> bool:
    """Whether the disk of the database, or of a file, was full."""
    # SQLite reports SHMSIZE for the index of its write-ahead log, which is a file of its own.
    return (
        is_full_disk(error)
        or sqlite_result(error) == sqlite3.SQLITE_FULL
        or getattr(error.__cause__, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
        or sqlstate(error) == DISK_FULL
    )


def is_damaged(error) -> bool:
    """Whether the file of the database is no SQLite file any more, or a part of it is none."""
    # Django has an error of its own for tables that it cannot make.
    while error is not None and not isinstance(error, sqlite3.Error):
        error = error.__cause__ or error.__context__
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE_RESULTS


def is_busy(error) -> bool:
    """Whether the error is a lock timeout, deadlock or serialization failure (SQLite: busy or locked)."""
    state = sqlstate(error) or ""
    return sqlite_result(error) in BUSY_RESULTS or state.startswith(ROLLBACK_CLASS) or state == LOCK_NOT_AVAILABLE


def sqlite_result(error):
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF


def sqlstate(error):
    return error.__cause__.sqlstate if isinstance(error.__cause__, psycopg.Error) else None
