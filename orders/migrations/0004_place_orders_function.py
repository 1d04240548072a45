"""The hot path's statement as a function, so that its plan is kept."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "place_orders.sql"


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_order_payment_problem")]
    operations = [migrations.RunSQL(SQL.read_text(), "DROP FUNCTION orders_place(jsonb, jsonb, jsonb, timestamptz);")]
