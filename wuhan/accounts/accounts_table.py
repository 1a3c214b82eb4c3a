"""Makes accounts from the rows of a table: all or none, with each error by line and column."""

from collections.abc import Iterator
from typing import BinaryIO

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from battles.importing.rows import CellError
from battles.tabular import RowError, TableError, read_table, with_known_headings, write_table
from wuhan.accounts import passwords

HEADINGS = ("username", "first_name", "last_name", "email", "role")
# Hashing a password takes some tenths of a second on purpose, and proxies time out.
MOST_ROWS = 100


def is_taken(username: str, *, but_for: User | None = None) -> bool:
    """Whether another account has this name, ignoring case."""
    others = User.objects.filter(username__iexact=username)
    return others.exclude(pk=but_for and but_for.pk).exists()


class TableOfAccounts:
    """Reads a table and makes its accounts, unless it has ``errors``: a list of CellError.

    Rows name one of the ``groups``; ``role`` is the group of rows that name none. ``encoding`` is a name in
    battles.tabular.ENCODINGS, or empty to detect it.
    """

    def __init__(self, groups, role: Group | None = None, encoding: str = ""):
        self.groups = {group.name: group for group in groups}
        self.role = role
        self.encoding = encoding
        self.errors = []

    @sensitive_variables("made", "password")
    def make(self, file: BinaryIO) -> list[tuple[User, str]]:
        """Make the accounts and return pairs of an account and its password; an empty list if there are errors.

        The passwords are stored nowhere else. TableError if the file is not a table of accounts.
        """
        table = with_known_headings(read_table(file, encoding=self.encoding or None), HEADINGS, required=("username",))
        read = list(self.accounts(table))
        if not read:
            raise TableError(_("The table has no rows."))
        if self.errors:
            return []
        # Hashing is slow, so it comes before the transaction.
        made = [(user, passwords.give_one_time_password(user)) for user, _group in read]
        try:
            with transaction.atomic():
                for user, group in read:
                    user.save()
                    user.groups.add(group)
                    passwords.note_as_given(user)
        except IntegrityError as error:
            sentence = _("Somebody made an account of the same name at the same moment. Send the file again.")
            raise TableError(sentence) from error
        return made

    def accounts(self, table):
        """Yield a pair of a user and a group for each row, or None for a row with errors."""
        known = {}
        rows = iter(table.rows)
        for number in range(MOST_ROWS + 1):
            try:
                line, cells = next(rows)
            except StopIteration:
                return
            except RowError as error:
                for heading, sentence in error.by_heading(table.headings).items():
                    self.refuse(error.line, heading, "", sentence)
                yield None
                continue
            if number == MOST_ROWS:
                raise TableError(_("The table has more than %d rows. Split it.") % MOST_ROWS)
            yield self.account(line, dict(zip(table.headings, cells, strict=True)), known)

    def account(self, line, cells, known):
        """The unsaved user and the group of a row, or None; ``known`` maps the names of earlier rows to their lines."""
        errors_before = len(self.errors)
        user = User(username=User.normalize_username(cells["username"].strip()), is_staff=True)
        for heading in HEADINGS[1:4]:
            setattr(user, heading, cells.get(heading, "").strip())
        try:
            user.clean_fields(exclude={"password"})
        except ValidationError as error:
            for heading, sentences in error.message_dict.items():
                self.refuse(line, heading, getattr(user, heading), " ".join(sentences))
        earlier = known.setdefault(user.username.casefold(), line)
        if earlier != line:
            self.refuse(line, "username", user.username, _("Line %d has this name too.") % earlier)
        elif is_taken(user.username):
            self.refuse(line, "username", user.username, _("There is an account of this name."))
        name = cells.get("role", "").strip()
        group = self.groups.get(name) if name else self.role
        if group is None:
            names = ", ".join(self.groups)
            self.refuse(line, "role", name, _("Write one of the roles that you may give: %s.") % names)
        return (user, group) if len(self.errors) == errors_before else None

    def refuse(self, line, column, value, sentence):
        self.errors.append(CellError(line, column, value, sentence))


def as_csv(made: list[tuple[User, str]]) -> Iterator[bytes]:
    """The accounts with their passwords as a CSV file, to print and cut apart."""
    rows = [[user.username, user.first_name, user.last_name, user.email, password] for user, password in made]
    return write_table([*HEADINGS[:4], "password"], rows, format="csv")
