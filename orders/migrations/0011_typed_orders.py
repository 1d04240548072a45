"""The form of a staff member becomes one order, however often it is sent."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0010_list_sorts")]
    operations = [
        migrations.CreateModel(
            name="TypedOrder",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "order",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
            ],
        ),
    ]
