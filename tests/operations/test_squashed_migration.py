"""A new site is made by one squashed migration, an older one by the migrations that it replaces: to the same tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.processes import manage
from tests.templates import MIGRATED, SQLITE_FILE, database_url

pytestmark = [pytest.mark.both_engines, pytest.mark.thorough]
MIGRATE_ONE_BY_ONE = """
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

def load_disk(loader):
    load_all(loader)
    squashed = [key for key, migration in loader.disk_migrations.items() if key[0] == "battles" and migration.replaces]
    assert squashed
    for key in squashed:
        del loader.disk_migrations[key]

load_all, MigrationLoader.load_disk = MigrationLoader.load_disk, load_disk
call_command("migrate", verbosity=0)
"""
POSTGRESQL_SCHEMA = """
SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull::text, attidentity::text
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT '', proname, pg_get_functiondef(oid), '', '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' FROM pg_trigger WHERE NOT tgisinternal
"""


def schema(data_dir: Path, url: str) -> list:
    """The columns, constraints, indexes, functions and triggers of a database, without the order of columns."""
    if url:
        with psycopg.connect(url) as database:
            return sorted(database.execute(POSTGRESQL_SCHEMA).fetchall())
    with closing(sqlite3.connect(data_dir / SQLITE_FILE)) as database:
        found = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return sorted((name, sorted(sql.split(", "))) for name, sql in found)


def test_both_ways_make_the_same_tables(environment, templates):
    data_dir = Path(environment["DATA_DIR"])
    data_dir.mkdir()
    migrated = manage(environment, "shell", "--no-imports", "-c", MIGRATE_ONE_BY_ONE)
    assert migrated.returncode == 0, migrated.stderr
    made_at_once = templates.migrated()
    url = database_url(MIGRATED) if connection.vendor == "postgresql" else ""
    assert schema(data_dir, environment.get("DATABASE_URL", "")) == schema(made_at_once, url)
