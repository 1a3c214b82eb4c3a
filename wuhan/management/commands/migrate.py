"""Django's migrate, with a short lock timeout and repeated attempts, so that readers never queue for long."""

import time

import psycopg
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections

# ALTER TABLE blocks later readers while it waits for its lock; give up after this time.
LOCK_TIMEOUT = "2s"
# Seconds between two attempts, in which readers read, and the number of attempts.
PAUSE = 3
ATTEMPTS = 40


class Command(migrate.Command):
    help = f"{migrate.Command.help} On PostgreSQL, retries while a table is in use, so that readers never wait long."

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        self.set_lock_timeout(connection, LOCK_TIMEOUT)
        try:
            return self.migrate_repeatedly(*args, **options)
        finally:
            if connection.is_usable():
                self.set_lock_timeout(connection, "0")

    def migrate_repeatedly(self, *args, **options):
        for _attempt in range(ATTEMPTS):
            try:
                # Each migration is one transaction, so that a finished one is not repeated.
                return super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                    raise
                self.stderr.write("A table is in use; trying again.")
                time.sleep(PAUSE)
        raise CommandError(
            "A table stayed in use. End the queries that read it (see pg_stat_activity) and run migrate again."
        )

    def set_lock_timeout(self, connection, timeout):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [timeout])
