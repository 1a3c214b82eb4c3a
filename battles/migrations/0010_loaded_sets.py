"""The site notes which records of the software it has loaded. Figures of the first versions lose their third decimal."""

from django.db import migrations, models

TABLE = "battles_figureclaim"
TWO_DECIMALS = f"ALTER TABLE {TABLE} ALTER low TYPE numeric(14, 2), ALTER high TYPE numeric(14, 2)"


def drop_third_decimal(apps, schema_editor):
    """The first versions had three, which migration 0001 then changed in place. SQLite has no such types."""
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, TABLE)
        if any(column.name == "low" and column.scale == 3 for column in columns):
            schema_editor.execute(TWO_DECIMALS)


class Migration(migrations.Migration):
    dependencies = [("battles", "0009_plain_labels")]

    operations = [
        migrations.CreateModel(
            name="LoadedSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(drop_third_decimal, migrations.RunPython.noop, elidable=True),
    ]
