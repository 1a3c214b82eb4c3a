"""Writing a backup while others read and write."""

import json
from contextlib import contextmanager
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, transaction
from django.utils import timezone

from battles.backups.tables import FORMAT, MANIFEST, applied_migrations, next_key, part_name, rows_to_write, tables

BATCH = 1_000
# Values of these fields are written as text; ``to_python`` turns it into the same value again.
AS_TEXT = {"DateField", "DateTimeField", "DecimalField", "FileField", "UUIDField"}


def write_backup(file) -> int:
    """Write all rows, as of one moment, to a binary file, which need not be seekable; returns their number."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, snapshot():
        # The first read fixes the snapshot that all later reads see.
        migrations = applied_migrations()
        parts = {}
        for label, model in tables().items():
            # The size of a part is not known before it is written.
            with archive.open(part_name(label), "w", force_zip64=True) as part:
                parts[label] = write_part(model, part)
        # Sequences ignore transactions: read last, the next keys are past all rows that were written.
        for label, model in tables().items():
            parts[label]["next_key"] = next_key(model)
        manifest = {"format": FORMAT, "made_at": str(timezone.now()), "migrations": migrations, "tables": parts}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return sum(part["rows"] for part in parts.values())


@contextmanager
def snapshot():
    """All reads within see the database as of the first read; other readers and writers do not wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Django would begin a transaction that locks out all writers.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def write_part(model, part):
    columns = model._meta.concrete_fields
    writers = [str if is_text(column) else lambda value: value for column in columns]
    rows, digest = 0, sha256()
    found = rows_to_write(model).order_by("pk").values_list(*(column.attname for column in columns))
    for row in found.iterator(chunk_size=BATCH):
        cells = [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]
        line = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        part.write(line)
        digest.update(line)
        rows += 1
    return {"columns": [column.column for column in columns], "rows": rows, "sha256": digest.hexdigest()}


def is_text(column):
    return (column.target_field if column.is_relation else column).get_internal_type() in AS_TEXT
