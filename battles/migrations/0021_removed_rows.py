from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("battles", "0020_sides_of_participants")]

    operations = [
        migrations.AddField(
            model_name="importrecord",
            name="removed",
            field=models.PositiveIntegerField(default=0, verbose_name="removed rows"),
        ),
    ]
