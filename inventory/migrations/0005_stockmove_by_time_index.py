from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0004_typed_documents'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='stockmove',
            name='inventory_stockmove_variant',
        ),
        migrations.AddIndex(
            model_name='stockmove',
            index=models.Index(fields=['variant', 'moved_at', 'id'], name='inventory_stockmove_by_time'),
        ),
    ]
