"""Texts have one form: rows, history and proposals are brought to it, and names and titles must show something.

The search keys are folded anew, because more spellings have one key.
"""

from django.db import migrations, models
from django.db.models import F, Q

from battles.models.fields import FoldedField
from battles.values.texts import SHOWN, clean_line, clean_text

BATCH = 2_000
NAMED = {
    "belligerent": "name", "campaign": "name", "commander": "name", "engagement": "name", "name": "text",
    "place": "name", "source": "title", "unit": "name",
}  # fmt: skip
STATEMENTS = (
    "name", "appointment", "subordination", "participation", "figureclaim", "dateclaim", "outcomeclaim",
)  # fmt: skip
RECORDS = (*NAMED, *(name for name in STATEMENTS if name not in NAMED))
EDITORIAL = {"id", "ref", "note", "status", "status_reason"}


def cleaners(model):
    """The functions that clean the texts of a record, by column."""
    found = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, FoldedField) or field.choices or isinstance(field, models.URLField):
            continue
        if isinstance(field, models.TextField):
            found[field.attname] = clean_text
        elif isinstance(field, models.CharField):
            found[field.attname] = clean_line
    return found


def cleaned(model, values: dict, columns) -> dict:
    """The columns whose texts change, with their new texts."""
    changes = {}
    for column, clean in columns.items():
        text = values.get(column)
        if not text or (new := clean(text)) == text:
            continue
        if not new and NAMED.get(model._meta.model_name) == column:
            new = values.get("slug") or values["ref"]
        longest = model._meta.get_field(column).max_length
        # Normal form C is longer in a few scripts.
        if longest is None or len(new) <= longest:
            changes[column] = new
    return changes


def clean_rows(model, using):
    """Clean the rows; returns the identities of those with other texts now."""
    columns, changed, batch = cleaners(model), [], []
    keys = [field.name for field in model._meta.concrete_fields if isinstance(field, FoldedField)]
    rows = model.objects.using(using).annotate(**{f"stored_{key}": F(key) for key in keys})

    def write():
        model.objects.using(using).bulk_update(batch, [*columns, *keys])
        batch.clear()

    for row in rows.iterator(chunk_size=BATCH):
        changes = cleaned(model, row.__dict__, columns)
        row.__dict__ |= changes
        if changes:
            changed.append(row)
        if changes or any(getattr(row, key) != getattr(row, f"stored_{key}") for key in keys):
            batch.append(row)
        if len(batch) == BATCH:
            write()
    if batch:
        write()
    return changed


def repetitions(model, rows, using):
    """The refs of other statements with the same content as one of the rows, by its ref."""
    content = [
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in EDITORIAL and not hasattr(field, "sources")
    ]
    for row in rows:
        same = model.objects.using(using).filter(
            **{name: getattr(row, name) for name in content if getattr(row, name) is not None}
        )
        same = same.filter(**{f"{name}__isnull": True for name in content if getattr(row, name) is None})
        for ref in same.exclude(pk=row.pk).values_list("ref", flat=True):
            yield tuple(sorted([row.ref, ref]))


def clean_states(apps, model, using):
    """Clean the states of records that the rows of the history or of proposals keep."""
    records = {name: apps.get_model("battles", name) for name in RECORDS}
    columns = {name: cleaners(record) for name, record in records.items()}
    batch = []
    for row in model.objects.using(using).iterator(chunk_size=BATCH):
        changed = False
        for state in (row.before, row.after) if row.model in records else ():
            changes = cleaned(records[row.model], state or {}, columns[row.model])
            if changes:
                state |= changes
                changed = True
        if changed:
            batch.append(row)
        if len(batch) == BATCH:
            model.objects.using(using).bulk_update(batch, ["before", "after"])
            batch.clear()
    if batch:
        model.objects.using(using).bulk_update(batch, ["before", "after"])


def clean_all(apps, schema_editor):
    using = schema_editor.connection.alias
    for name in RECORDS:
        model = apps.get_model("battles", name)
        changed = clean_rows(model, using)
        for row in changed:
            print(f"Blanks and invisible characters removed: {name} {getattr(row, 'slug', None) or row.ref}")
        if name in STATEMENTS:
            for one, other in sorted(set(repetitions(model, changed, using))):
                print(f"These are one statement now, and both stay: {one} and {other}")
    for name in ("Change", "ProposedChange"):
        clean_states(apps, apps.get_model("battles", name), using)


def shows_something(record, column):
    name = f"{record}_{column}_given"
    return [
        migrations.RemoveConstraint(record, name),
        migrations.AddConstraint(
            record,
            models.CheckConstraint(
                condition=Q(**{f"{column}__regex": SHOWN}),
                name=name,
                violation_error_message="A name or title is missing.",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("battles", "0010_loaded_sets")]

    operations = [
        migrations.RunPython(clean_all, migrations.RunPython.noop, elidable=True),
        *(step for record, column in NAMED.items() for step in shows_something(record, column)),
    ]
