"""Before the first migration of an upgrade: rows that a migration cannot take are refused, old tables completed."""

from django.core.management import CommandError
from django.db import connections
from django.db.models import Count
from django.db.models.functions import Lower

# Migrations that take only some rows, or only tables as 0001 makes them today: the first versions had another 0001.
HISTORY, SLUGS, FIGURES = "0002_history", "0003_slugs_told_apart", "0010_loaded_sets"
# SQLite stores fractions in binary, so that two decimals may be off by a little.
FIGURES_TOO_LONG = """
SELECT ref FROM battles_figureclaim WHERE abs(low - round(low, 2)) > 0.0005 OR abs(high - round(high, 2)) > 0.0005
OR low >= 1000000000000 OR high >= 1000000000000 ORDER BY ref
"""
SOME_REFUSED = "Some records cannot be upgraded:"
NOTHING_CHANGED = "Nothing was changed. Start the version that you had, change these records there, and upgrade again."


def prepare(sender, using, plan, apps, stdout=None, **kwargs):
    """Receive ``pre_migrate``. CommandError if the database has rows that the migrations of the plan would refuse."""
    connection = connections[using]
    steps = {step.name for step, is_backwards in plan if step.app_label == "battles" and not is_backwards}
    if "battles" not in apps.app_configs:
        return
    refused = list(slugs_alike(apps, using)) if SLUGS in steps else []
    if FIGURES in steps:
        refused += figures_too_long(connection)
    if refused:
        raise CommandError("\n".join([SOME_REFUSED, *refused, NOTHING_CHANGED]))
    if HISTORY in steps and "battles_importrecord" not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(apps.get_model("battles", "ImportRecord"))
        if stdout:
            stdout.write("One of the first versions made these tables. The one that was missing is added.")


def slugs_alike(apps, using):
    """A line for each group of slugs that differ in capitals only."""
    for model in apps.get_models():
        if model._meta.app_label == "battles" and "slug" in {field.name for field in model._meta.fields}:
            rows = model._base_manager.using(using).annotate(lower=Lower("slug")).order_by("lower")
            twice = rows.values("lower").annotate(rows=Count("pk")).filter(rows__gt=1)
            for lower in twice.values_list("lower", flat=True):
                slugs = sorted(rows.filter(lower=lower).values_list("slug", flat=True))
                yield f"- {model._meta.verbose_name_plural} whose slugs differ in capitals only: {', '.join(slugs)}"


def figures_too_long(connection):
    """A line for each claim whose figures have more digits than the later tables keep."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES_TOO_LONG)
        return [f"- a claim whose figure has more than 12 digits or 2 decimals: {ref}" for (ref,) in cursor.fetchall()]
