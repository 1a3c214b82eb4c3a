"""Write a backup of the whole database."""

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from battles.backups import write_backup


class Command(BaseCommand):
    help = (
        "Writes all records with their history, users and imports into one file, as they are at one moment. "
        "The file holds the hashes of passwords and the keys of second factors: keep it where nobody else can read it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, metavar="FILE", help="file to write (standard output)")

    def handle(self, *, output, **options):
        if output is None and sys.stdout.isatty():
            raise CommandError("A terminal shows no backup; name a file with --output.", returncode=2)
        try:
            with opened(output) as file:
                rows = write_backup(file)
        except OSError as error:
            raise CommandError(f"{output or 'The output'} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{rows:,} rows.")


@contextmanager
def opened(output: Path | None):
    """The file to write to, for the owner's eyes only; it has its name once it is whole and on the disk."""
    if output is None:
        yield sys.stdout.buffer
        return
    # A file of its own, which nobody else has made or can read, and no other backup writes to.
    descriptor, name = tempfile.mkstemp(prefix=f"{output.name}.", suffix=".part", dir=output.parent)
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
