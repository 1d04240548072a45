"""A candidate hears of a refused paper once a round."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hr', '0008_corrected_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='admission',
            name='refusals_told_at',
            field=models.DateTimeField(null=True),
        ),
    ]
