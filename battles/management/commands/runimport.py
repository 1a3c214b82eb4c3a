"""Check or import an uploaded file; the site runs this in the background for a long one."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import translation

from battles.importing.background import AtWork
from battles.importing.states import UNDER_WAY, queue_again
from battles.importing.uploads import run
from battles.models import ImportRecord, ImportState
from battles.models.database_errors import explain

# An hour in milliseconds, to wait while others write to SQLite.
BUSY_TIMEOUT = 3_600_000


class Command(BaseCommand):
    help = (
        "Checks an uploaded file, or imports it after an editor has confirmed. The site runs this for long files; "
        "run it by hand if the site could not start it, or if it was interrupted."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", metavar="NUMBER", type=int, help="the number of the import, as in its URL")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="language of the messages on the page of the import: %(choices)s",
        )

    def handle(self, *, number, language, **options):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        try:
            record = ImportRecord.objects.get(pk=number)
        except (ImportRecord.DoesNotExist, OverflowError):
            raise CommandError(f"There is no import {number}.") from None
        if record.state not in UNDER_WAY and not queue_again(record):
            raise CommandError(f"Import {number} is not waiting to be run: {record.get_state_display()}.")
        try:
            with translation.override(language):
                run(record)
        except AtWork:
            raise CommandError(f"Another process is working on import {number}.") from None
        except (OSError, OperationalError) as error:
            if not (sentence := explain(error)):
                raise
            raise CommandError(f"Import {number}: {sentence}") from error
        if record.state not in (ImportState.CHECKED, ImportState.IMPORTED):
            raise CommandError(f"Import {number}: {record.problem or record.get_state_display()}")
        summary = f"{record.new:,} new, {record.changed:,} changed, {record.unchanged:,} unchanged"
        self.stdout.write(f"{record.get_state_display()}: {summary}.")
