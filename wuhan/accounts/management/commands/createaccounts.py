"""Make accounts for the rows of a table."""

import sys
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError

from battles.tabular import ENCODINGS, EncodingUnknown, TableError, seekable
from wuhan.accounts.accounts_table import HEADINGS, TableOfAccounts, as_csv
from wuhan.accounts.passwords import DAYS_VALID

STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = (
        f"Add an account for each row of a CSV, TSV or XLSX file with the headings {', '.join(HEADINGS)}; the first is "
        "required. Either all rows become accounts or none does; errors have line and column. Writes CSV with a "
        "one-time password for each account to standard output. Passwords are not stored, are valid for "
        f"{DAYS_VALID} days, and have to be changed at the first login."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
        parser.add_argument("--role", metavar="ROLE", help="contributor, editor or another group, for rows without one")
        parser.add_argument(
            "--encoding",
            choices=ENCODINGS,
            metavar="NAME",
            help="encoding of a CSV or TSV file, if it cannot be detected: %(choices)s",
        )

    def handle(self, *, file, role, encoding, **options):
        groups = Group.objects.order_by("name")
        group = groups.filter(name=role).first() if role else None
        if role and group is None:
            raise CommandError(f"There is no role {role}; there are {', '.join(map(str, groups))}.", returncode=2)
        table = TableOfAccounts(groups, group, encoding or "")
        try:
            made = self.make(table, file)
        except EncodingUnknown as error:
            raise CommandError(f"{error} Give its name by --encoding NAME. No account was added.") from error
        except TableError as error:
            raise CommandError(f"{error} No account was added.") from error
        for error in table.errors:
            self.stderr.write(str(error))
        if table.errors:
            noun = "error" if len(table.errors) == 1 else "errors"
            raise CommandError(f"{len(table.errors):,} {noun}; no account was added.")
        for piece in as_csv(made):
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
        noun = "account" if len(made) == 1 else "accounts"
        self.stderr.write(f"{len(made):,} {noun} added. A one-time password is valid for {DAYS_VALID} days.")

    def make(self, table, name):
        try:
            with seekable(sys.stdin.buffer) if name == STANDARD_INPUT else Path(name).open("rb") as file:
                return table.make(file)
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
