from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("finance", "0004_snapshots_move_to_the_report_centre")]

    operations = [
        migrations.AddIndex(model_name="journalentry", index=models.Index(fields=["rule", "id"], name="finance_entry_by_rule")),
    ]
