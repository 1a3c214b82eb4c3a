from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("battles", "0006_status")]

    operations = [
        migrations.AlterModelOptions(
            name="importrecord",
            options={
                "ordering": ["-pk"],
                "permissions": [("undo_importrecord", "Can undo import")],
                "verbose_name": "import record",
                "verbose_name_plural": "import records",
            },
        ),
    ]
