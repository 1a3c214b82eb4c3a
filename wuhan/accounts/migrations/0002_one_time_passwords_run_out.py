import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_one_time_passwords"),
    ]

    operations = [
        # Those that were given before run out as if they had been given now.
        migrations.AddField(
            model_name="onetimepassword",
            name="given_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
