"""Institutions of payment without a COMPE number are known by their ISPB, which has eight digits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hr", "0010_turn_of_admissions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="payaccount",
            name="bank",
            field=models.CharField(blank=True, help_text="COMPE, three digits, or ISPB, eight.", max_length=8, verbose_name="bank"),
        ),
    ]
