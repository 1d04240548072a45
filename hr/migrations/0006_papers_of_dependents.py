"""Some papers are asked once per dependent: a birth certificate, a vaccination card."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hr", "0005_retention")]
    operations = [
        migrations.AddField(
            model_name="documentkind",
            name="of_dependents",
            field=models.BooleanField(default=False, db_default=False, verbose_name="one of each dependent"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["uploaded_at", "id"], name="hr_document_to_review", condition=models.Q(state="sent")),
        ),
    ]
