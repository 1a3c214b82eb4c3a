"""Django's engine for SQLite, with files that only their owner can read."""

import os
from contextlib import suppress

from django.db.backends.sqlite3 import base

from battles.private_files import OWNER_ONLY, close_to_others

# Files that SQLite keeps beside the database, with its rights.
COMPANIONS = ("-wal", "-shm", "-journal")


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        if not self.is_in_memory_db():
            keep_private(conn_params["database"])
        try:
            return super().get_new_connection(conn_params)
        except UnicodeDecodeError as error:
            # SQLite's message quotes the tables' names, and Python cannot read a damaged one.
            damaged = base.Database.DatabaseError("the names of the tables cannot be read")
            damaged.sqlite_errorcode = base.Database.SQLITE_CORRUPT
            raise damaged from error


def keep_private(path):
    # Errors are for SQLite to report. A file that is there is not opened: closing it would release SQLite's locks.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    for ending in ("", *COMPANIONS):
        close_to_others(f"{path}{ending}")
