"""The ledger defends itself: balance, immutability and periods are held by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_ledger_tables"), ("core", "0002_audit_insert_only")]
    operations = [
        migrations.RunSQL((SQL / "journal_guards.sql").read_text(), reverse_sql=(SQL / "journal_guards_reverse.sql").read_text()),
    ]
