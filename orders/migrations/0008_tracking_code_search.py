"""A parcel is found by its tracking code."""

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_approval_and_partial_cancellation")]

    operations = [
        migrations.AddIndex(
            model_name="shipment",
            index=models.Index(
                OpClass(Upper("tracking_code"), name="text_pattern_ops"),
                condition=models.Q(("tracking_code", ""), _negated=True),
                name="orders_shipment_tracking",
            ),
        ),
    ]
