"""A source's own best estimate between the bounds of a figure."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0018_works"),
    ]

    operations = [
        migrations.AddField(
            model_name="figureclaim",
            name="best",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="The source's own best estimate between the bounds. Leave it empty if the source names none.",
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="best",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("best__isnull", True),
                    models.Q(("qualifier__in", ["unquantified", "unknown", "not_given"]), _negated=True),
                    _connector="OR",
                ),
                name="figureclaim_best_numbered",
                violation_error_message="A claim without a number has no best estimate.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("best__isnull", True), ("best__gte", 0), _connector="OR"),
                name="figureclaim_best_not_negative",
                violation_error_message="A figure cannot be below zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("best__isnull", True), ("low__isnull", True), ("best__gte", models.F("low")), _connector="OR"
                ),
                name="figureclaim_best_from_low",
                violation_error_message="The best estimate is below the low bound.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("best__isnull", True), ("high__isnull", True), ("best__lte", models.F("high")), _connector="OR"
                ),
                name="figureclaim_best_to_high",
                violation_error_message="The best estimate is above the high bound.",
            ),
        ),
    ]
