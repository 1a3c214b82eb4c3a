"""Restore a backup into an empty database."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from battles.backups import BackupRefused, restore


class Command(BaseCommand):
    help = (
        "Restores a file of the command backup, from either engine, into a database that migrate has made and that "
        "is still empty. The file is checked first. It is restored completely or not at all."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="backup to restore")

    def handle(self, *, file, **options):
        try:
            rows = restore(file)
        except BackupRefused as refused:
            raise CommandError(f"{refused} Nothing was restored.") from refused
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        self.stdout.write(f"{rows:,} rows restored.")
