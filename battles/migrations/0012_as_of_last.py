"""Claims keep the last day of their date, so that a date which covers the event sets nothing apart."""

from django.db import migrations

from battles.models.fields import DayField

BATCH = 2_000


def fill(apps, schema_editor):
    claims = apps.get_model("battles", "FigureClaim").objects.using(schema_editor.connection.alias)
    batch = []
    for row in claims.exclude(as_of="").iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            claims.bulk_update(batch, ["as_of_last"])
            batch.clear()
    if batch:
        claims.bulk_update(batch, ["as_of_last"])


class Migration(migrations.Migration):
    dependencies = [("battles", "0011_clean_texts")]

    operations = [
        migrations.AddField("figureclaim", "as_of_last", DayField(last=True, sources=("as_of",))),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
