"""A participation may name the side for which a unit or commander was there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0019_best_estimates"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="participation",
            name="participation_one_participant",
        ),
        migrations.AlterField(
            model_name="participation",
            name="belligerent",
            field=models.ForeignKey(
                blank=True,
                help_text="The side that took part. Beside a unit or commander, the side for which it was there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participations",
                to="battles.belligerent",
                verbose_name="belligerent",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("commander__isnull", True), ("unit__isnull", False)),
                    models.Q(("commander__isnull", False), ("unit__isnull", True)),
                    models.Q(("belligerent__isnull", False), ("commander__isnull", True), ("unit__isnull", True)),
                    _connector="OR",
                ),
                name="participation_one_participant",
                violation_error_message="Choose a unit or a commander, not both, or a belligerent alone.",
            ),
        ),
    ]
