"""Import the rows of a CSV, TSV or XLSX file: all of them or none."""

import os
import sys
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from battles.importing.importer import Importer
from battles.importing.uploads import note_left_out, open_table
from battles.models import ImportRecord
from battles.resources import RESOURCES
from battles.tabular import ENCODINGS, EncodingUnknown, TableError, UnknownHeadings, seekable
from battles.values.choices import Status

STANDARD_INPUT = "-"
BAR_LENGTH = 40


class Command(BaseCommand):
    help = (
        "Imports a CSV, TSV or XLSX file with the headings of exportcsv: all rows or none. Every error is reported by "
        "line and column, equal ones together. Rows are found by slug or ref; a blank ref is made. A missing column "
        "keeps the values in the database."
    )

    def add_arguments(self, parser):
        parser.add_argument("model", metavar="MODEL", choices=RESOURCES, help=", ".join(RESOURCES))
        parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and change nothing")
        parser.add_argument("--message", default="", metavar="TEXT", help="the reason, for the record of the import")
        parser.add_argument(
            "--draft",
            action="store_true",
            help="new rows are drafts that wait for review; without it they are published. A column “status” in the "
            "file takes precedence, and existing records keep their status",
        )
        parser.add_argument(
            "--leave-out-unknown",
            action="store_true",
            help="leave out columns with unknown headings; the record of the import names them",
        )
        parser.add_argument(
            "--encoding",
            choices=ENCODINGS,
            metavar="NAME",
            help="encoding of a CSV or TSV file, if it cannot be detected: %(choices)s",
        )

    def handle(self, *, model, file, dry_run, **options):
        with self.opened(file) as found:
            try:
                record, result = self.run_import(model, file, found, dry_run, options)
            except UnknownHeadings as error:
                raise CommandError(f"{error} --leave-out-unknown leaves them out.") from error
            except EncodingUnknown as error:
                for candidate in error.candidates:
                    self.stderr.write(str(candidate))
                raise CommandError(f"{error} Give its name by --encoding NAME.") from error
            except TableError as error:
                raise CommandError(str(error)) from error
        for mistake in (*result.notes, *result.mistakes):
            self.stderr.write(str(mistake))
        if result.error_count:
            kept = sum(mistake.rows for mistake in result.mistakes)
            more = f" The first {kept:,} are listed." if kept < result.error_count else ""
            errors = f"{result.error_count:,} error{pluralize(result.error_count)}"
            raise CommandError(f"{errors}; nothing was imported.{more}")
        summary = f"{result.new:,} new, {result.changed:,} changed, {result.unchanged:,} unchanged"
        self.stdout.write(f"{summary}; nothing was imported: dry run." if dry_run else f"{summary}.")
        if record.change_set:
            self.stdout.write(f"Recorded as import {record.pk}; undoimport {record.pk} undoes it.")

    @contextmanager
    def opened(self, name):
        try:
            if name == STANDARD_INPUT:
                with seekable(sys.stdin.buffer) as file:
                    yield file
            else:
                with Path(name).open("rb") as file:
                    yield file
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error

    def run_import(self, model, name, file, dry_run, options):
        """The record of the import and its result; the record is not saved if nothing was imported."""
        file.seek(0)
        record = ImportRecord(
            kind=model,
            message=options["message"],
            # Bytes of the name that are not UTF-8 cannot be stored.
            file_name=os.fsencode(Path(name).name).decode(errors="replace"),
            file_sha256=file_digest(file, "sha256").hexdigest(),
            file_size=file.tell(),
            # As open_table detects it.
            file_format="",
            encoding=options["encoding"] or "",
            new_status=Status.DRAFT if options["draft"] else Status.PUBLISHED,
        )
        resource, table = open_table(record, file, leave_out=options["leave_out_unknown"])
        note_left_out(record, table)
        if table.left_out:
            self.stderr.write(f"Columns left out: {', '.join(table.left_out)}.")
        record.file_format = table.format
        bar = ProgressBar(self.stderr, file, record.file_size)
        importer = Importer(resource, table.headings, bar.show, new_status=record.new_status)
        result = importer.run(table.rows, dry_run=dry_run, import_record=None if dry_run else record)
        bar.end()
        return record, result


class ProgressBar:
    """Shows on a terminal how much of the file has been read."""

    def __init__(self, terminal, file, size):
        self.terminal, self.file, self.size = terminal, file, size
        self.is_shown = terminal.isatty() and size > 0

    def show(self, rows):
        if self.is_shown:
            part = min(self.file.tell() / self.size, 1)
            bar = ("#" * round(part * BAR_LENGTH)).ljust(BAR_LENGTH, ".")
            self.terminal.write(f"[{bar}] {part:4.0%}  {rows:,} rows", ending="\r")

    def end(self):
        if self.is_shown:
            self.terminal.write("")
