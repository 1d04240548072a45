"""Order numbers from a sequence; payment events refuse changes in the database itself."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_channels_orders_payments_shipments")]
    operations = [
        migrations.RunSQL((SQL / "order_number_sequence.sql").read_text(), "DROP SEQUENCE orders_order_number_seq;"),
        migrations.RunSQL(
            (SQL / "payment_event_append_only.sql").read_text(),
            "DROP TRIGGER orders_paymentevent_append_only ON orders_paymentevent; DROP FUNCTION orders_refuse_payment_change();",
        ),
    ]
