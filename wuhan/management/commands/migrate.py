"""Django's migrate in one transaction, with a short lock timeout and repeated attempts on PostgreSQL."""

import time
from contextlib import suppress

import psycopg
from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections, transaction

# ALTER TABLE blocks later readers while it waits for its lock; give up after this time.
LOCK_TIMEOUT = "2s"
# The second ends a transaction that waits for a reader that waits for it.
LOCK_ERRORS = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)
# Seconds between two attempts, in which readers read, and the number of attempts.
PAUSE = 3
ATTEMPTS = 40


class Command(migrate.Command):
    help = (
        f"{migrate.Command.help} All of it is done, or nothing. "
        "On PostgreSQL, retries while a table is in use, so that readers never wait long."
    )

    def execute(self, *args, **options):
        # Before the system checks, which connect. If it fails, the error of the connection names the reason.
        if connections[options["database"]].vendor == "sqlite":
            with suppress(OSError):
                settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        return super().execute(*args, **options)

    def handle(self, *args, **options):
        self.connection = connections[options["database"]]
        if self.connection.vendor != "postgresql":
            return self.migrate_in_one_transaction(*args, **options)
        self.set_lock_timeout(LOCK_TIMEOUT)
        try:
            return self.migrate_repeatedly(*args, **options)
        finally:
            if self.connection.is_usable():
                self.set_lock_timeout("0")

    def migrate_in_one_transaction(self, *args, **options):
        # SQLite must stop enforcing links before the transaction begins. Each migration checks all links at its end.
        with self.connection.constraint_checks_disabled(), transaction.atomic(using=self.connection.alias):
            return super().handle(*args, **options)

    def migration_progress_callback(self, action, migration=None, fake=False):
        super().migration_progress_callback(action, migration, fake)
        if action == "apply_success" and self.connection.vendor == "postgresql":
            # It does not change a table while checks of its rows wait for the end of the transaction.
            self.connection.check_constraints()

    def migrate_repeatedly(self, *args, **options):
        for _attempt in range(ATTEMPTS):
            try:
                return self.migrate_in_one_transaction(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LOCK_ERRORS):
                    raise
                self.stderr.write("A table is in use; trying again.")
                time.sleep(PAUSE)
        raise CommandError(
            "A table stayed in use. End the queries that read it (see pg_stat_activity) and run migrate again."
        )

    def set_lock_timeout(self, timeout):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [timeout])
