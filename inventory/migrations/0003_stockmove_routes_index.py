
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0002_stock_guards'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='stockmove',
            index=models.Index(fields=['variant', 'source', 'destination'], include=('quantity', 'value'), name='inventory_stockmove_routes'),
        ),
    ]
