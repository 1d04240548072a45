"""Approval before shipping, items called off one by one, payment on terms; orders_place writes them."""

from pathlib import Path

import django.core.validators
from decimal import Decimal
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "place_orders.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0003_stockmove_routes_index'),
        ('orders', '0006_picking_waves'),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='approval_above',
            field=models.DecimalField(blank=True, decimal_places=2, help_text="An order with a larger total waits for somebody's approval; empty: never.", max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='approve orders above (R$)'),
        ),
        migrations.AddField(
            model_name='channel',
            name='approval_discount_percent',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Of the items; empty: never.', max_digits=5, null=True, verbose_name='approve discounts above (%)'),
        ),
        migrations.AddField(
            model_name='channel',
            name='approval_first_above',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='For customers without an earlier order; empty: never.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="approve a customer's first order above (R$)"),
        ),
        migrations.AddField(
            model_name='channel',
            name='approval_limit',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Larger totals are approved by the finance manager only; empty: no limit.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='approval limit (R$)'),
        ),
        migrations.AddField(
            model_name='order',
            name='approval',
            field=models.CharField(choices=[('none', 'Not needed'), ('waiting', 'Waiting'), ('approved', 'Approved'), ('refused', 'Refused')], db_default='none', default='none', max_length=8, verbose_name='approval'),
        ),
        migrations.AddField(
            model_name='order',
            name='approval_decided_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='approval decided'),
        ),
        migrations.AddField(
            model_name='order',
            name='approval_decided_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=150, verbose_name='approval decided by'),
        ),
        migrations.AddField(
            model_name='order',
            name='approval_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=12, verbose_name='why approval is needed'),
        ),
        migrations.AddField(
            model_name='order',
            name='cancelled_total',
            field=models.DecimalField(db_default=Decimal('0.00'), decimal_places=2, default=0, max_digits=14, verbose_name='cancelled items'),
        ),
        migrations.AddField(
            model_name='order',
            name='internal_note',
            field=models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='internal note'),
        ),
        migrations.AddField(
            model_name='order',
            name='payment_due_on',
            field=models.DateField(blank=True, null=True, verbose_name='payment due on'),
        ),
        migrations.AddField(
            model_name='order',
            name='placed_by_id',
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('approval', 'waiting'), ('status', 'open')), fields=['placed_at', 'id'], name='orders_order_to_approve'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('approval_discount_percent', None), models.Q(('approval_discount_percent__gte', 0), ('approval_discount_percent__lte', 100)), _connector='OR'), name='orders_channel_approval_percent'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('approval__in', ['none', 'waiting', 'approved', 'refused'])), name='orders_order_approval'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('approval', 'waiting'), models.Q(('approval', 'none'), ('approval_reason', '')), ('approval_decided_at__isnull', False), _connector='OR'), name='orders_order_approval_decided'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_total__gte', 0), ('cancelled_total__lte', Decimal('999999999999.99'))), name='orders_order_cancelled_amount'),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
