"""Make accounts for the rows of a CSV file."""

import sys
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError

from battles.tabular import ENCODINGS, TableError, seekable
from wuhan.accounts.making import HEADINGS, TableOfAccounts, as_csv

STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = (
        f"Makes an account for each row of a CSV file with the headings {', '.join(HEADINGS)}; the first is needed. "
        "All rows or none; every mistake is told by line and column. Writes CSV with a one-time password for each "
        "account to standard output: it is kept nowhere, and has to be changed at the first login."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
        parser.add_argument("--role", metavar="ROLE", help="contributor, editor or another group, for rows without one")
        parser.add_argument(
            "--encoding", choices=ENCODINGS, help="encoding of the file, where it cannot be found out: %(choices)s"
        )

    def handle(self, *, file, role, encoding, **options):
        groups = Group.objects.order_by("name")
        group = groups.filter(name=role).first() if role else None
        if role and group is None:
            raise CommandError(f"There is no role {role}; there are {', '.join(map(str, groups))}.", returncode=2)
        table = TableOfAccounts(groups, group, encoding or "")
        try:
            made = self.make(table, file)
        except TableError as error:
            raise CommandError(f"{error} No account was made.") from error
        for error in table.errors:
            self.stderr.write(str(error))
        if table.errors:
            many = "mistake" if len(table.errors) == 1 else "mistakes"
            raise CommandError(f"{len(table.errors):,} {many}; no account was made.")
        for piece in as_csv(made):
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
        self.stderr.write(f"{len(made):,} {'account' if len(made) == 1 else 'accounts'} made.")

    def make(self, table, name):
        if name == STANDARD_INPUT:
            with seekable(sys.stdin.buffer) as file:
                return table.make(file)
        try:
            with Path(name).open("rb") as file:
                return table.make(file)
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
