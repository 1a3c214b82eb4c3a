"""Write a backup of the whole database."""

import os
import stat
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from battles.backups import write_backup


class Command(BaseCommand):
    help = (
        "Writes all records with their history, users and imports into one file, as of one moment. "
        "The file has the hashes of passwords and the keys of second factors: keep it where nobody else can read it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, metavar="FILE", help="file to write (default: standard output)")

    def handle(self, *, output, **options):
        if output is None and sys.stdout.isatty():
            raise CommandError("A backup cannot be written to a terminal. Name a file with --output.", returncode=2)
        try:
            with output_file(output) as file:
                rows = write_backup(file)
        except OSError as error:
            raise CommandError(f"{output or 'The output'} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{rows:,} rows.")


@contextmanager
def output_file(output: Path | None):
    """A file that only its owner can read; it gets its name when it is complete and on the disk.

    A device or a pipe is written to as it is, and a symbolic link is followed.
    """
    if output is None:
        yield sys.stdout.buffer
        return
    if not is_file_or_missing(output):
        with output.open("wb") as file:
            yield file
        return
    output = output.resolve()
    # A new file under a random name: no other user can read it, and no other backup writes to it.
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


def is_file_or_missing(path: Path) -> bool:
    try:
        # An error of a link that leads to itself is the caller's to report.
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return True
