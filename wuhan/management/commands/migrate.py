"""Migrate while readers read: no lock is waited for so long that they queue up behind it."""

import time

import psycopg
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections

# A change of a table waits until its last reader is done, and whoever comes meanwhile waits behind it: so long.
LOCK_TIMEOUT = "2s"
# Seconds in which readers get on, and how often it is tried.
PAUSE = 3
ATTEMPTS = 40


class Command(migrate.Command):
    help = f"{migrate.Command.help} On PostgreSQL, a table that is in use is tried again and again, not waited for."

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        self.set_lock_timeout(connection, LOCK_TIMEOUT)
        try:
            return self.try_again_and_again(*args, **options)
        finally:
            if connection.is_usable():
                self.set_lock_timeout(connection, "0")

    def try_again_and_again(self, *args, **options):
        for _attempt in range(ATTEMPTS):
            try:
                # Each migration is one transaction: those that were done are not done again.
                return super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                    raise
                self.stderr.write("A table is in use; trying again.")
                time.sleep(PAUSE)
        raise CommandError(
            "A table stayed in use: end what reads it (pg_stat_activity shows it), and run migrate again."
        )

    def set_lock_timeout(self, connection, timeout):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [timeout])
