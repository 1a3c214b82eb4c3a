"""Restoring a backup into an empty database: checked first, then all of it or nothing."""

import json
import zlib
from hashlib import sha256
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from battles.backups.tables import FORMAT, MANIFEST, applied_migrations, part_name, set_next_key, tables

# The tables that migrate fills; a backup brings its own rows.
FILLED_BY_MIGRATE = {
    *("contenttypes.ContentType", "auth.Permission", "auth.Group", "auth.Group_permissions"),
    *("battles.Authority", "battles.Countable"),
}
BATCH = 1_000
PIECE = 1 << 20
# A bit in the flags of a ZIP part.
ENCRYPTED = 1
# Errors for bytes that are not such an archive, and for rows with cells that do not fit their columns.
DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
BREAKS_RULES = (IntegrityError, DataError, ValidationError, ValueError, TypeError, OverflowError, RecursionError)


class BackupRefused(Exception):
    """The file cannot be restored here. The text is a sentence for the user."""


def restore(path: Path) -> int:
    """Restore the backup in the file; returns the number of rows.

    Raises BackupRefused if it cannot be restored, OSError if it cannot be read; then nothing has changed.
    """
    with path.open("rb") as file:
        try:
            with ZipFile(file) as archive:
                manifest = check(archive)
                load(archive, manifest)
        except DAMAGED as error:
            raise BackupRefused(_("This is not a backup, or it is cut short or damaged.")) from error
        except BREAKS_RULES as error:
            raise BackupRefused(_("The backup has rows that break the rules of the tables.")) from error
    return sum(table["rows"] for table in manifest["tables"].values())


def check(archive):
    """Check the archive against its manifest; returns the manifest."""
    if any(part.compress_type != ZIP_DEFLATED or part.flag_bits & ENCRYPTED for part in archive.infolist()):
        raise BadZipFile("A part is compressed or encrypted as those of a backup never are.")
    manifest = read_manifest(archive)
    if manifest["format"] != FORMAT:
        sentence = _("The backup has format %(found)s. This version of the site reads format %(known)d.")
        raise BackupRefused(sentence % {"found": manifest["format"], "known": FORMAT})
    compare_versions(set(manifest["migrations"]), set(applied_migrations()))
    expected = {label: [column.column for column in model._meta.concrete_fields] for label, model in tables().items()}
    if {label: table["columns"] for label, table in manifest["tables"].items()} != expected:
        raise BackupRefused(_("The backup has other tables or columns than the site."))
    if sorted(archive.namelist()) != sorted([*map(part_name, expected), MANIFEST]):
        raise BackupRefused(_("The backup has other parts than its manifest lists."))
    for label, table in manifest["tables"].items():
        if rows_and_sha256(archive, label) != (table["rows"], table["sha256"]):
            raise BackupRefused(_("%s in the backup does not match its manifest.") % label)
    return manifest


def compare_versions(of_backup, of_site):
    """BackupRefused, with the steps to take, unless the same migrations made the tables of both."""
    if not of_site:
        raise BackupRefused(_("The database has no tables yet. Run migrate, then restore again."))
    if of_backup == of_site:
        return
    sentences = [_("The backup is from another version of the site.")]
    if own := sorted(name for name in of_backup if name.startswith("battles.")):
        sentences.append(_("Its last migration is %s.") % own[-1])
    if lacking := sorted(of_site - of_backup):
        sentences.append(_("It lacks these migrations: %s.") % ", ".join(lacking))
    if unknown := sorted(of_backup - of_site):
        sentences.append(_("Only the backup has these migrations: %s.") % ", ".join(unknown))
        sentences.append(_("Update the code and its packages, run migrate, and restore again."))
    else:
        sentences.append(
            _(
                "Restore it with that version, then upgrade. "
                "See “Restore a backup of an earlier version” in wuhan/README.md."
            )
        )
    raise BackupRefused(" ".join(sentences))


def read_manifest(archive):
    try:
        manifest = json.loads(archive.read(MANIFEST))
        for table in manifest["tables"].values():
            is_whole = isinstance(table["rows"], int) and isinstance(table["next_key"], int | None)
            if not (is_whole and {"columns", "sha256"} <= table.keys()):
                raise ValueError(table)
        if not all(isinstance(name, str) for name in manifest["migrations"]):
            raise ValueError(manifest["migrations"])
        return {name: manifest[name] for name in ("format", "migrations", "tables")}
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BackupRefused(_("This is not a backup: it has no manifest that can be read.")) from error


def rows_and_sha256(archive, label):
    """The number of lines of a part, and the SHA-256 of its bytes."""
    rows, digest = 0, sha256()
    with archive.open(part_name(label)) as part:
        while piece := part.read(PIECE):
            rows += piece.count(b"\n")
            digest.update(piece)
    return rows, digest.hexdigest()


def load(archive, manifest):
    with transaction.atomic():
        for label, model in tables().items():
            refuse_rows(label, model)
        for label, model in tables().items():
            with archive.open(part_name(label)) as part:
                insert(model, (json.loads(line) for line in part))
            if (key := manifest["tables"][label]["next_key"]) is not None:
                set_next_key(model, key)
        # Otherwise the database checks links on commit, outside of restore(), where no error is caught.
        connection.check_constraints()


def refuse_rows(label, model):
    rows = model._base_manager.all()
    if label in FILLED_BY_MIGRATE:
        rows._raw_delete(rows.db)
    elif rows.exists():
        sentence = _(
            "The database already has %(kind)s. Restore into an empty database: create one, name it in DATABASE_URL "
            "(for SQLite, name a new DATA_DIR), and run migrate, but not quickstart, which fills it."
        )
        raise BackupRefused(sentence % {"kind": model._meta.verbose_name_plural})


def insert(model, rows):
    """Insert rows, lists of one JSON value for each column: by COPY on PostgreSQL, by executemany on SQLite."""
    columns = model._meta.concrete_fields
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(column.column) for column in columns)

    def prepared(row):
        return [
            column.get_db_prep_save(None if cell is None else column.to_python(cell), connection)
            for column, cell in zip(columns, row, strict=True)
        ]

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(prepared(row))
            return
        marks = ", ".join(["%s"] * len(columns))
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", map(prepared, batch))
