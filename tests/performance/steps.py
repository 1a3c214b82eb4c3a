"""The steps of the benchmark, each in a process of its own that Django is set up in; they return plain values."""

import cProfile
import csv
import io
import pstats
import re
from pathlib import Path
from time import perf_counter

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from tablib import Dataset

from battles.models import ClaimCount, FigureClaim, ImportRecord
from battles.resources import RESOURCES
from battles.tabular import write_table
from tests.performance.stock import StockResource

# The records that the claims link to stay from run to run; every other table of records is emptied.
ENTITIES = {"belligerent", "source", "campaign", "countable", "engagement", "unit"}
PROFILE_LINES = 45


def prepare(paths):
    """Make the tables, and import the files that ``files.write_entities`` wrote."""
    call_command("migrate", verbosity=0)
    for model, path in paths:
        call_command("importcsv", model, path, stdout=io.StringIO())


def empty():
    """Take all claims out, with what was kept of their imports, and leave the tables as small as new ones."""
    models = apps.get_app_config("battles").get_models(include_auto_created=True)
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for model in models
        if not model._meta.proxy and model._meta.model_name not in ENTITIES
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
        else:
            with transaction.atomic():
                cursor.execute("PRAGMA defer_foreign_keys = ON")
                for table in tables:
                    cursor.execute(f"DELETE FROM {table}")
            cursor.execute("VACUUM")
    settle()


def settle():
    """Have the database do now what it put off, so that the next step does not pay for it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def load(path, *, dry_run=False):
    """What importcsv makes of the file: seconds, its numbers, and how many other rows of records it wrote."""
    connection.ensure_connection()
    before = rows_beside_the_claims()
    printed, errors = io.StringIO(), io.StringIO()
    began = perf_counter()
    try:
        call_command("importcsv", "claims", path, dry_run=dry_run, stdout=printed, stderr=errors)
    except CommandError as error:
        printed.write(str(error))
    seconds = perf_counter() - began
    summary = re.findall(r"(\d[\d,]*) (new|changed|unchanged)", printed.getvalue())
    numbers = {word: int(number.replace(",", "")) for number, word in summary}
    numbers["lines"] = len(errors.getvalue().splitlines())
    kept = rows_beside_the_claims() - before
    settle()
    return {"seconds": seconds, "kept": kept} | numbers


def rows_beside_the_claims():
    """How many rows the app's tables have without claims, their counts and imports: history adds to them."""
    models = apps.get_app_config("battles").get_models(include_auto_created=True)
    left_out = (ClaimCount, FigureClaim, ImportRecord)
    return sum(
        model._base_manager.count() for model in models if not model._meta.proxy and not issubclass(model, left_out)
    )


def profile(path):
    """The profile of an import, as text."""
    profiler = cProfile.Profile()
    profiler.runcall(call_command, "importcsv", "claims", path, stdout=io.StringIO())
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(PROFILE_LINES)
    return text.getvalue()


def stock_load(path):
    connection.ensure_connection()
    began = perf_counter()
    with Path(path).open(encoding="utf-8") as file:
        StockResource().import_data(Dataset().load(file, format="csv"), raise_errors=True)
    seconds = perf_counter() - began
    return {"seconds": seconds, "rows": FigureClaim.objects.count()}


def bare_load():
    """Seconds in which the database takes the rows that the table of claims has, into the same table, emptied."""
    table = connection.ops.quote_name(FigureClaim._meta.db_table)
    connection.ensure_connection()
    seconds = copy(table) if connection.vendor == "postgresql" else execute_many(table)
    settle()
    return {"seconds": seconds, "rows": FigureClaim.objects.count()}


def copy(table):
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} TO STDOUT") as out:
            rows = [bytes(piece) for piece in out]
        cursor.execute(f"TRUNCATE {table}")
        began = perf_counter()
        with transaction.atomic(), cursor.copy(f"COPY {table} FROM STDIN") as into:
            for row in rows:
                into.write(row)
        return perf_counter() - began


def execute_many(table):
    # Without Django's cursor, which would rewrite the marks of the statement.
    database = connection.connection
    rows = database.execute(f"SELECT * FROM {table}").fetchall()
    with transaction.atomic():
        database.execute(f"DELETE FROM {table}")
    marks = ", ".join("?" * len(rows[0]))
    began = perf_counter()
    with transaction.atomic():
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    return perf_counter() - began


def export(path):
    """Seconds of exportcsv, and of the same pieces until the first rows are there."""
    connection.ensure_connection()
    resource = RESOURCES["claims"]()
    began = perf_counter()
    pieces = write_table(resource.headings, resource.rows_for_export(resource.filtered([])), format="csv")
    # The first piece has the headings alone, for which nothing is asked of the database.
    next(pieces)
    next(pieces)
    first_rows = perf_counter() - began
    pieces.close()
    began = perf_counter()
    call_command("exportcsv", "claims", output=Path(path))
    seconds = perf_counter() - began
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = sum(1 for row in csv.reader(file)) - 1
    return {"seconds": seconds, "first_rows": first_rows, "rows": rows}


def stock_export(rows, joined):
    """Seconds of the stock export of some rows; ``joined`` is with its links fetched in the same query."""
    connection.ensure_connection()
    claims = FigureClaim.objects.order_by("ref")
    chosen = (claims.with_links() if joined else claims)[:rows]
    began = perf_counter()
    text = StockResource().export(queryset=chosen).csv
    return {"seconds": perf_counter() - began, "rows": len(list(csv.reader(io.StringIO(text)))) - 1}
