"""Triggers: moves insert-only, the location tree, kits, the search text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_goods_and_stock"), ("core", "0002_audit_insert_only")]
    operations = [migrations.RunSQL((SQL / "stock_guards.sql").read_text(), (SQL / "stock_guards_reverse.sql").read_text())]
