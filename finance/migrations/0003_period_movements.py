"""Functions that read folded balances with the tail of lines after them, and the stable position of the ledger."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "period_movements.sql"
REVERSE = "DROP FUNCTION finance_probe_position(); DROP FUNCTION finance_range_sums(integer[], integer, bigint, text, text);"


class Migration(migrations.Migration):
    dependencies = [("finance", "0002_journal_guards")]
    operations = [
        migrations.RunSQL(SQL.read_text(), reverse_sql=REVERSE),
    ]
