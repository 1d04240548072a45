"""Insert-only rows may lose what identifies somebody, in a transaction that leaves its own trace."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_requests_and_traces"),
        ("core", "0007_kept_files_and_sensitive_reads"),
        ("intranet", "0002_comments_insert_only"),
    ]
    operations = [migrations.RunSQL((SQL / "forgetting.sql").read_text(), (SQL / "forgetting_reverse.sql").read_text())]
