from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_insert_only")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="preferences",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="preferences"),
        ),
    ]
