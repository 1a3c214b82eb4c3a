"""Fills the tables of a PostgreSQL or SQLite database with the made-up war."""

from contextlib import contextmanager

from battles import models
from tests.performance import generated

TABLE = models.FigureClaim._meta.db_table
MODELS = {
    "belligerent": models.Belligerent,
    "campaign": models.Campaign,
    "engagement": models.Engagement,
    "unit": models.Unit,
    "source": models.Source,
}
# All of them are there for readers.
SEEN = {"status": "published", "status_reason": ""}
FOREIGN_KEYS = (
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'"
)
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND NOT indisunique
"""


def fill_postgresql(connection, claims=generated.CLAIMS):
    """Write entities and claims into tables that are empty; each row is checked but for its links, those in the end."""
    for name, rows in generated.entities().items():
        MODELS[name].objects.bulk_create([MODELS[name](**row_values(name, row)) for row in rows], batch_size=1_000)
    columns = ", ".join([*generated.CLAIM_COLUMNS, *SEEN])
    with connection.cursor() as cursor, without_indexes(cursor):
        with cursor.copy(f"COPY {TABLE} ({columns}) FROM STDIN") as copy:
            for row in generated.claims(claims):
                copy.write_row((*row, *SEEN.values()))
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{TABLE}', 'id'), {claims})")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def row_values(name, row):
    """The row without the columns that the model works out itself."""
    return {column: value for column, value in row.items() if column != "search_key"} | SEEN


@contextmanager
def without_indexes(cursor):
    """Indexes and links to other tables are taken away, and built again at once over all rows."""
    cursor.execute(FOREIGN_KEYS, [TABLE])
    links = cursor.fetchall()
    cursor.execute(INDEXES, [TABLE])
    indexes = cursor.fetchall()
    for name, _definition in links:
        cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cursor.execute(definition)
    for name, definition in links:
        cursor.execute(f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {definition}')
