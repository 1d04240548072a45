"""Checking the lines of a batch takes the same time however long the journal is."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("finance", "0005_balances_of_all_channels")]
    operations = [
        migrations.RunSQL((SQL / "line_check.sql").read_text(), reverse_sql=(SQL / "line_check_reverse.sql").read_text()),
    ]
