"""Whether a site is sound: every rule of its tables holds, links lead somewhere, the history tells what is there."""

import io
import json
from contextlib import suppress

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import CheckConstraint, Count, UniqueConstraint

from battles.models import Change, FigureClaim, ImportRecord, ImportState
from battles.models.recording import states
from tests.counts import counted, kept


def report() -> str:
    """What is wrong, as a JSON list of sentences, and the number of findings of checkrecords."""
    return json.dumps({"wrong": wrong(), "findings": findings()})


def wrong() -> list[str]:
    """A sentence for each rule, link, history or number that does not hold."""
    return [*broken_rules(), *broken_links(), *broken_history(), *wrong_counts()]


def broken_rules():
    editor = connection.SchemaEditorClass(connection)
    for model in apps.get_models(include_auto_created=True):
        table = connection.ops.quote_name(model._meta.db_table)
        uniques = [(field.name,) for field in model._meta.concrete_fields if field.unique]
        for rule in model._meta.constraints:
            if isinstance(rule, CheckConstraint):
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT count(*) FROM {table} WHERE NOT ({rule._get_check_sql(model, editor)})")
                    (rows,) = cursor.fetchone()
                if rows:
                    yield f"{rows} rows break {rule.name}"
            elif isinstance(rule, UniqueConstraint) and rule.fields and not rule.condition:
                uniques.append(rule.fields)
        for fields in [*uniques, *model._meta.unique_together]:
            given = model._base_manager.filter(**{f"{field}__isnull": False for field in fields})
            twice = given.order_by().values(*fields).annotate(rows=Count("pk")).filter(rows__gt=1)
            if twice.exists():
                yield f"{model._meta.label} has {', '.join(fields)} twice"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (sentence for (sentence,) in cursor if sentence != "ok")


def broken_links():
    for model in apps.get_models(include_auto_created=True):
        for field in (field for field in model._meta.concrete_fields if field.is_relation):
            linked = model._base_manager.filter(**{f"{field.name}__isnull": False})
            there = field.related_model._base_manager.values(field.target_field.name)
            if linked.exclude(**{f"{field.attname}__in": there}).exists():
                yield f"{model._meta.label}.{field.name} links to what is not there"


def broken_history():
    last = {}
    for change in Change.objects.order_by("pk").iterator():
        last.setdefault(change.model, {})[change.record_id] = change.after
    for name, after in last.items():
        present = states(apps.get_model("battles", name), after)
        for key, state in after.items():
            if differs(present.get(key), state):
                yield f"{name} {key} is not as its history ends"
    for record in ImportRecord.objects.filter(state=ImportState.IMPORTED, change_set__isnull=False):
        if record.change_set.changes.count() != record.new + record.changed + record.removed:
            yield f"import {record.pk} did not write all of its rows"


def differs(present, state):
    """Whether the state of a record is not the one that its history has, which may lack newer columns."""
    if present is None or state is None:
        return present is not state
    return any(name not in present or present[name] != value for name, value in state.items())


def wrong_counts():
    if connection.vendor != "postgresql":
        return
    found = kept()
    all_claims = sum(claims for (facet, _value, other, _), claims in found.items() if (facet, other) == ("kind", ""))
    if all_claims != FigureClaim.objects.published().count() or found != counted():
        yield "the claims are not as many as their kept numbers say"


def findings() -> int:
    out = io.StringIO()
    with suppress(SystemExit):
        call_command("checkrecords", format="json", stdout=out, stderr=io.StringIO())
    found = json.loads(out.getvalue())
    return found["errors"] + found["warnings"]
