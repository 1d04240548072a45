"""One function reads folded balances and the tail of lines at one position of the ledger."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "period_movements.sql"


class Migration(migrations.Migration):
    dependencies = [("finance", "0002_journal_guards")]
    operations = [
        migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION finance_movements(integer, integer, bigint, text, text);"),
    ]
