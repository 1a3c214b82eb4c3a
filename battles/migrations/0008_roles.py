"""The groups of contributors, editors and administrators are there from here on.

What each may do they are given after every migration, when the permissions of all models are there.
"""

from django.conf import settings
from django.db import migrations

ROLES = ("contributor", "editor", "administrator")


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in ROLES:
        groups.get_or_create(name=name)


def forget_permission(apps, schema_editor):
    """Imports are taken back by who may publish, like all other changes."""
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    permissions.filter(content_type__app_label="battles", codename="undo_importrecord").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0007_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="importrecord",
            options={
                "ordering": ["-pk"],
                "verbose_name": "import record",
                "verbose_name_plural": "import records",
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(forget_permission, migrations.RunPython.noop, elidable=True),
    ]
