"""One form sent twice is one admission."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hr", "0006_papers_of_dependents")]
    operations = [
        migrations.AddField(
            model_name="admission",
            name="token",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
    ]
