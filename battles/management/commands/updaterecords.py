"""Bring the newer set of the records of the documents into an existing site."""

from django.core.management import BaseCommand, CommandError
from django.utils.text import Truncator

from battles.models.registry import kinds
from battles.record_sets import NeverLoaded, UpdateRefused, update

# The records of each group that are listed unless --verbosity is 2, and the characters of a value.
MOST_LISTED = 100
MOST_SHOWN = 60


class Command(BaseCommand):
    help = (
        "Brings the records of the documents, as this version of the software has them, into a site that was made with "
        "earlier ones. Records that nobody edited here are added, changed or removed. Records that were edited, "
        "deleted or renamed here are kept as they are, and listed. All is one import, which undoimport undoes."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and change nothing")
        parser.add_argument("--message", default="", metavar="TEXT", help="the reason, for the record of the import")
        parser.add_argument(
            "--add", action="store_true", help="add the records to a site that was made without them, too"
        )

    def handle(self, *, dry_run, message, add, verbosity, **options):
        try:
            outcome = update(message=message, dry_run=dry_run, add=add)
        except NeverLoaded as error:
            raise CommandError(
                "This site never had the records of the documents. To add them, give --add. Nothing was changed."
            ) from error
        except UpdateRefused as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        self.most_listed = None if verbosity > 1 else MOST_LISTED
        self.list_group("Added", map(title, outcome.added))
        self.list_group("Changed", map(lines_of, outcome.changed))
        self.list_group("Removed", map(title, outcome.removed))
        self.list_group(
            "Kept as they are; values here → in the newer set",
            (lines_of(change, reason) for reason, change in outcome.kept),
        )
        self.stdout.write(self.summary(outcome, dry_run))

    def list_group(self, heading, entries):
        entries = list(entries)
        if entries:
            self.stdout.write(f"{heading} ({len(entries):,}):")
        for entry in entries[: self.most_listed]:
            self.stdout.write(f"  {entry}")
        if self.most_listed and len(entries) > self.most_listed:
            self.stdout.write(f"  and {len(entries) - self.most_listed:,} more; --verbosity 2 lists all")

    def summary(self, outcome, dry_run):
        if outcome.is_up_to_date:
            return "Nothing to do: the site has this set of records."
        counts = {
            "added": outcome.added,
            "changed": outcome.changed,
            "removed": outcome.removed,
            "kept as they are": outcome.kept,
        }
        summary = ", ".join(f"{len(changes):,} {words}" for words, changes in counts.items())
        summary = f"{summary}, {outcome.unchanged:,} unchanged"
        if dry_run:
            return f"{summary}; nothing was changed: dry run."
        record = outcome.import_record
        undo = f"; undoimport {record.pk} undoes it" if record.change_set else ""
        return f"{summary}.\nRecorded as import {record.pk}{undo}."


def title(change, reason=""):
    kind = kinds()[change.model]._meta.verbose_name
    return f"{kind} {change.identity}: {reason}" if reason else f"{kind} {change.identity}"


def lines_of(change, reason=""):
    """The record, and each value that differs with that of the newer set."""
    if reason and change.is_deletion:
        reason = f"{reason}; the newer set does not have it"
    lines = [title(change, reason)]
    for each in getattr(change, "differences", ()):
        lines.append(f"    {each.field}: {shown(each.before)} → {shown(each.after)}")
    return "\n".join(lines)


def shown(text):
    return f"“{Truncator(text).chars(MOST_SHOWN)}”" if text else "empty"
