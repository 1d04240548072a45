"""What was said is never changed nor deleted: the database itself refuses."""

from django.db import migrations

TABLES = ("intranet_comment", "intranet_commentversion")


class Migration(migrations.Migration):
    dependencies = [("intranet", "0001_comments_and_notices"), ("core", "0002_audit_insert_only")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();",
            reverse_sql=f"DROP TRIGGER {table}_insert_only ON {table};",
        )
        for table in TABLES
    ]
