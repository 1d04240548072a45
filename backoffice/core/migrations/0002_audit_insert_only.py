"""The audit trail refuses changes in the database itself; accent-free search for all areas."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "audit_insert_only.sql"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_shared_tables")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(),
            reverse_sql="DROP TRIGGER core_auditentry_insert_only ON core_auditentry; DROP FUNCTION core_refuse_change(); DROP FUNCTION bo_unaccent(text);",
        ),
    ]
