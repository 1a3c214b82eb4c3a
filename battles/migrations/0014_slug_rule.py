"""The help text of slugs says what has always been taken. The tables stay as they are."""

from django.db import migrations, models

SLUGGED = ("belligerent", "campaign", "commander", "engagement", "place", "source", "unit")


class Migration(migrations.Migration):
    dependencies = [("battles", "0013_kinds_echelons_and_lengths")]

    operations = [
        migrations.AlterField(
            model,
            "slug",
            models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text=(
                    "Permanent name in web addresses and spreadsheets: letters without accents in either case, digits, "
                    "hyphens and underscores."
                ),
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        )
        for model in SLUGGED
    ]
