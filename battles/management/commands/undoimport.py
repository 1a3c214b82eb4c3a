"""Undo an import."""

from django.core.management import BaseCommand, CommandError

from battles.history.undo import UndoRefused, undo
from battles.models import ImportRecord


class Command(BaseCommand):
    help = (
        "Undoes a whole import: deletes its new rows, gives its changed rows their earlier values, and brings removed "
        "rows back. Refuses if a record was edited or linked to since, and names these records."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "number", metavar="NUMBER", type=int, help="the number that importcsv or updaterecords printed"
        )
        parser.add_argument("--message", default="", metavar="TEXT", help="the reason, for the history")

    def handle(self, *, number, message, **options):
        try:
            record = ImportRecord.objects.select_related("change_set").get(pk=number)
        except (ImportRecord.DoesNotExist, OverflowError):
            raise CommandError(f"There is no import {number}.") from None
        if record.change_set is None:
            raise CommandError(f"Import {number} changed nothing; there is nothing to undo.")
        try:
            changes = undo(record.change_set, message=message)
        except UndoRefused as refused:
            for reason in refused.reasons:
                self.stderr.write(str(reason))
            more = f" The first {len(refused.reasons)} are listed." if refused.count > len(refused.reasons) else ""
            raise CommandError(f"Nothing was undone.{more}") from refused
        self.stdout.write(f"{changes.changes.count():,} rows undone.")
