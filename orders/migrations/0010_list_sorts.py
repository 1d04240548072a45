from datetime import date

from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower

import orders.models.customer


class Migration(migrations.Migration):
    """What the lists sort and narrow by, so that a page costs the same with a million rows."""

    dependencies = [("orders", "0009_customer_phone_search")]

    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(Lower(orders.models.customer.Unaccent(F("name"))), F("id"), name="orders_customer_by_name"),
        ),
        migrations.AddIndex(model_name="order", index=models.Index(fields=["total", "id"], name="orders_order_by_total")),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                Coalesce("promised_ship_date", Value(date(9999, 12, 31), models.DateField())), F("id"), name="orders_order_by_promise"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["placed_at", "id"], condition=~Q(payment_status__in=["pending", "paid"]), name="orders_order_odd_payment"
            ),
        ),
    ]
