"""How each person last looked at each list of the admin."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0022_texts_of_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The label of its model.", max_length=100, verbose_name="list")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="filters and order")),
                ("hidden", models.JSONField(blank=True, default=list, verbose_name="hidden columns")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_lists",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "kept list",
                "verbose_name_plural": "kept lists",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="keptlist_of_person",
                        violation_error_message="A person has one kept list of each kind.",
                    )
                ],
            },
        ),
    ]
