"""Balances of all channels together stand in rows of their own; the unique key follows the way reports read."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("finance", "0004_range_sums")]
    operations = [
        migrations.RunSQL((SQL / "all_channels.sql").read_text(), reverse_sql=(SQL / "all_channels_reverse.sql").read_text()),
        migrations.RemoveConstraint(model_name="periodbalance", name="finance_balance_once"),
        migrations.AddConstraint(
            model_name="periodbalance",
            constraint=models.UniqueConstraint(fields=("currency", "channel", "period", "account"), name="finance_balance_once"),
        ),
    ]
