"""Evidence and ledgers may lose what identifies the person once the law does not order keeping it any more."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("hr", "0004_leave"), ("privacy", "0002_forgetting_walls")]
    operations = [migrations.RunSQL((SQL / "retention.sql").read_text(), (SQL / "retention_reverse.sql").read_text())]
