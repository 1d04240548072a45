"""Whose turn an admission is stands beside its stage, so that lists and the home page find it; the hourly run fills it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("hr", "0009_refusals_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="admission",
            name="turn",
            field=models.CharField(blank=True, default="candidate", editable=False, max_length=10),
        ),
        migrations.AddConstraint(
            model_name="admission",
            constraint=models.CheckConstraint(
                condition=Q(turn__in=["", "candidate", "hr", "clinic", "accountant"]), name="hr_admission_turn"
            ),
        ),
    ]
