"""Who made a dry run, so that somebody else confirms it; whoever made an earlier one is not known, and it counts no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_forgetting_walls")]
    operations = [migrations.AddField("survey", "made_by_id", models.BigIntegerField(null=True))]
