"""Customers are found by telephone, however it was written."""

from django.db import migrations, models
from django.db.models import F

import orders.models.customer


class Migration(migrations.Migration):
    dependencies = [("orders", "0008_tracking_code_search")]
    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(orders.models.customer.PhoneTail(F("phone")), name="orders_customer_phone_search"),
        ),
    ]
