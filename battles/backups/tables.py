"""The tables of a backup, the migrations that made them, and their next keys."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from battles.models import ImportRecord, ImportState

FORMAT = 1
MANIFEST = "manifest.json"
# Sessions and failed logins belong to one machine.
APPS_LEFT_OUT = {"axes", "sessions"}
# PostgreSQL counts the restored rows like all others.
MODELS_LEFT_OUT = {"battles.ClaimCount"}


def tables() -> dict[str, type]:
    """All models that have a table, by label, including tables of many-to-many links."""
    models = apps.get_models(include_auto_created=True)
    found = {
        model._meta.label: model
        for model in models
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in APPS_LEFT_OUT
    }
    return {label: found[label] for label in sorted(found.keys() - MODELS_LEFT_OUT)}


def rows_to_write(model):
    """The rows for a backup; of imports the finished ones only, because the backup lacks the files of the others."""
    rows = model._base_manager.all()
    return rows.filter(state=ImportState.IMPORTED) if model is ImportRecord else rows


def part_name(label: str) -> str:
    return f"tables/{label}.jsonl"


def applied_migrations() -> list[str]:
    """The names of the applied migrations, sorted: the version of the tables.

    Squashed migrations are left out, because the ones that they replace are recorded too.
    """
    applied = MigrationRecorder(connection).applied_migrations().keys() - MigrationLoader(None).replacements.keys()
    return sorted(f"{app}.{name}" for app, name in applied)


def next_key(model) -> int | None:
    """The key of the next row; None if the database does not make the keys."""
    if not model._meta.auto_field:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", sequence(model))
            cursor.execute(f"SELECT last_value + is_called::int FROM {cursor.fetchone()[0]}")
            return cursor.fetchone()[0]
        cursor.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        return (cursor.fetchone() or (1,))[0]


def set_next_key(model, key: int):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s::bigint, false)", [*sequence(model), key])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, key - 1])


def sequence(model):
    return [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column]
