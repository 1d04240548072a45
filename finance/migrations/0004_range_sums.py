"""Balances are summed by range where they are read; the stable position is one round trip."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_period_movements")]
    operations = [
        migrations.RunSQL((SQL / "range_sums.sql").read_text(), reverse_sql=(SQL / "range_sums_reverse.sql").read_text()),
    ]
