"""A slug that changes stays with its record as a former slug."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import battles.models.fields

SLUGGED = ("campaign", "engagement", "unit", "commander", "place", "belligerent", "source")


def one_record():
    condition = models.Q()
    for chosen in SLUGGED:
        condition |= models.Q(**{f"{kind}__isnull": kind != chosen for kind in SLUGGED})
    return condition


class Migration(migrations.Migration):
    dependencies = [("battles", "0014_slug_rule")]

    operations = [
        *(
            migrations.AlterField(
                model,
                "slug",
                models.SlugField(
                    error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                    help_text=(
                        "Permanent name in web addresses and spreadsheets: letters without accents in either case, "
                        "digits, hyphens and underscores. If you change it, the old address leads to the new one, files "
                        "with the old slug still find the record, and the refs of its statements stay as they are."
                    ),
                    max_length=100,
                    unique=True,
                    verbose_name="slug",
                ),
            )
            for model in SLUGGED
        ),
        migrations.CreateModel(
            "FormerSlug",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                *(
                    (
                        kind,
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="former_slugs",
                            to=f"battles.{kind}",
                            verbose_name=kind,
                        ),
                    )
                    for kind in SLUGGED
                ),
                ("slug", models.SlugField(max_length=100, verbose_name="former slug")),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug",),
                        verbose_name="search key",
                    ),
                ),
            ],
            {
                "verbose_name": "former slug",
                "verbose_name_plural": "former slugs",
                "ordering": ["slug", "pk"],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(slug__regex="^[-a-zA-Z0-9_]+$"),
                        name="formerslug_slug_identifies",
                        violation_error_message=(
                            "Identifiers have letters without accents, digits, hyphens and underscores only."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=one_record(),
                        name="formerslug_one_record",
                        violation_error_message=f"Choose one, and only one, of {', '.join(SLUGGED)}.",
                    ),
                    *(
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("slug"),
                            condition=models.Q(**{f"{kind}__isnull": False}),
                            name=f"formerslug_{kind}_told_apart",
                            violation_error_message="Another record of this kind had this slug before.",
                        )
                        for kind in SLUGGED
                    ),
                ],
            },
        ),
    ]
