"""Waves, their boxes, their lines, and the insert-only reads of the scanners."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0003_stockmove_routes_index'),
        ('orders', '0005_customer_email_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PickingWave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('open', 'Waiting'), ('picking', 'Picking'), ('packing', 'Checking'), ('done', 'Finished'), ('cancelled', 'Cancelled')], default='open', max_length=10, verbose_name='status')),
                ('assigned_name', models.CharField(blank=True, max_length=150, verbose_name='assigned to')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('created_by_name', models.CharField(max_length=150, verbose_name='created by')),
                ('picked_at', models.DateTimeField(blank=True, null=True, verbose_name='picked')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='warehouse')),
            ],
            options={
                'verbose_name': 'picking wave',
                'verbose_name_plural': 'picking waves',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PickLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=20, verbose_name='position')),
                ('route', models.PositiveIntegerField()),
                ('sku', models.CharField(max_length=64, verbose_name='SKU')),
                ('name', models.CharField(max_length=330, verbose_name='name')),
                ('ean', models.CharField(blank=True, max_length=14, verbose_name='barcode (EAN)')),
                ('weight_grams', models.PositiveIntegerField(default=0)),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('picked', models.PositiveIntegerField(default=0, verbose_name='picked')),
                ('short', models.PositiveIntegerField(default=0, verbose_name='missing')),
                ('moved', models.PositiveIntegerField(default=0)),
                ('checked', models.PositiveIntegerField(default=0, verbose_name='checked')),
                ('skips', models.PositiveSmallIntegerField(default=0)),
                ('short_reason', models.CharField(blank=True, max_length=10, verbose_name='reason')),
                ('short_at', models.DateTimeField(blank=True, null=True)),
                ('short_by_name', models.CharField(blank=True, max_length=150)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by_name', models.CharField(blank=True, max_length=150)),
                ('location', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='location')),
                ('variant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.variant', verbose_name='variant')),
                ('wave', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.pickingwave')),
            ],
            options={
                'verbose_name': 'pick line',
                'verbose_name_plural': 'pick lines',
                'ordering': ['wave', 'skips', 'route'],
            },
        ),
        migrations.CreateModel(
            name='PickScan',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('stage', models.CharField(choices=[('pick', 'Picking'), ('check', 'Checking')], default='pick', max_length=5)),
                ('kind', models.CharField(choices=[('right', 'Right'), ('wrong', 'Wrong'), ('short', 'Missing'), ('undo', 'Undone'), ('skip', 'Skipped')], max_length=5)),
                ('code', models.CharField(blank=True, max_length=80)),
                ('quantity', models.PositiveIntegerField(default=0)),
                ('reason', models.CharField(blank=True, max_length=10)),
                ('read_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField()),
                ('actor_name', models.CharField(max_length=150)),
                ('asked', models.CharField(max_length=200)),
                ('answer', models.JSONField()),
                ('line', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.pickline')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='orders.pickscan')),
                ('wave', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='orders.pickingwave')),
            ],
            options={
                'verbose_name': 'read',
                'verbose_name_plural': 'reads',
                'ordering': ['recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='WaveOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('box', models.PositiveSmallIntegerField(verbose_name='box')),
                ('state', models.CharField(choices=[('picking', 'Picking'), ('packed', 'Packed'), ('shipped', 'Shipped'), ('dropped', 'Taken out')], default='picking', max_length=10, verbose_name='state')),
                ('parcels', models.PositiveSmallIntegerField(default=1, verbose_name='parcels')),
                ('weight_grams', models.PositiveIntegerField(default=0, verbose_name='weight (g)')),
                ('length_cm', models.PositiveSmallIntegerField(default=0, verbose_name='length (cm)')),
                ('width_cm', models.PositiveSmallIntegerField(default=0, verbose_name='width (cm)')),
                ('height_cm', models.PositiveSmallIntegerField(default=0, verbose_name='height (cm)')),
                ('packed_at', models.DateTimeField(blank=True, null=True, verbose_name='packed')),
                ('packed_by_name', models.CharField(blank=True, max_length=150)),
                ('carrier', models.CharField(blank=True, max_length=80, verbose_name='carrier')),
                ('tracking_code', models.CharField(blank=True, max_length=80, verbose_name='tracking')),
                ('shipment', models.CharField(blank=True, max_length=24, verbose_name='shipment')),
                ('shipped_at', models.DateTimeField(blank=True, null=True, verbose_name='shipped')),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('drop_reason', models.CharField(blank=True, max_length=24)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order', verbose_name='order')),
                ('wave', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='boxes', to='orders.pickingwave')),
            ],
            options={
                'verbose_name': 'box',
                'verbose_name_plural': 'boxes',
                'ordering': ['wave', 'box'],
            },
        ),
        migrations.AddField(
            model_name='pickline',
            name='wave_order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.waveorder'),
        ),
        migrations.AddIndex(
            model_name='pickingwave',
            index=models.Index(condition=models.Q(('finished_at__isnull', True)), fields=['id'], name='orders_wave_active'),
        ),
        migrations.AddConstraint(
            model_name='pickingwave',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'picking', 'packing', 'done', 'cancelled'])), name='orders_wave_status'),
        ),
        migrations.AddConstraint(
            model_name='pickingwave',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['done', 'cancelled']), ('finished_at__isnull', True), _connector='XOR'), name='orders_wave_finished'),
        ),
        migrations.AddIndex(
            model_name='pickscan',
            index=models.Index(fields=['wave', 'recorded_at'], name='orders_pickscan_wave'),
        ),
        migrations.AddConstraint(
            model_name='pickscan',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['pick', 'check'])), name='orders_pickscan_stage'),
        ),
        migrations.AddConstraint(
            model_name='pickscan',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['right', 'wrong', 'short', 'undo', 'skip'])), name='orders_pickscan_kind'),
        ),
        migrations.AddIndex(
            model_name='waveorder',
            index=models.Index(condition=models.Q(('state', 'packed')), fields=['id'], name='orders_waveorder_packed'),
        ),
        migrations.AddIndex(
            model_name='waveorder',
            index=models.Index(condition=models.Q(('state', 'shipped')), fields=['shipped_at'], name='orders_waveorder_shipped'),
        ),
        migrations.AddConstraint(
            model_name='waveorder',
            constraint=models.UniqueConstraint(fields=('wave', 'box'), name='orders_waveorder_box'),
        ),
        migrations.AddConstraint(
            model_name='waveorder',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['picking', 'packed'])), fields=('order',), name='orders_waveorder_one_wave'),
        ),
        migrations.AddConstraint(
            model_name='waveorder',
            constraint=models.UniqueConstraint(condition=models.Q(('tracking_code', ''), _negated=True), fields=('tracking_code',), name='orders_waveorder_tracking'),
        ),
        migrations.AddConstraint(
            model_name='waveorder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['picking', 'packed', 'shipped', 'dropped'])), name='orders_waveorder_state'),
        ),
        migrations.AddConstraint(
            model_name='waveorder',
            constraint=models.CheckConstraint(condition=models.Q(('parcels__gte', 1), ('parcels__lte', 99)), name='orders_waveorder_parcels'),
        ),
        migrations.AddConstraint(
            model_name='waveorder',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'shipped'), ('shipment', ''), _connector='XOR'), name='orders_waveorder_shipment'),
        ),
        migrations.AddIndex(
            model_name='pickline',
            index=models.Index(fields=['wave', 'skips', 'route'], name='orders_pickline_route'),
        ),
        migrations.AddIndex(
            model_name='pickline',
            index=models.Index(condition=models.Q(('settled_at__isnull', True), ('short__gt', 0)), fields=['short_at'], name='orders_pickline_short'),
        ),
        migrations.AddConstraint(
            model_name='pickline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='orders_pickline_quantity'),
        ),
        migrations.AddConstraint(
            model_name='pickline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', django.db.models.expressions.CombinedExpression(models.F('picked'), '+', models.F('short')))), name='orders_pickline_not_over'),
        ),
        migrations.AddConstraint(
            model_name='pickline',
            constraint=models.CheckConstraint(condition=models.Q(('checked__lte', models.F('picked'))), name='orders_pickline_checked'),
        ),
        migrations.AddConstraint(
            model_name='pickline',
            constraint=models.CheckConstraint(condition=models.Q(('moved__lte', models.F('short'))), name='orders_pickline_moved'),
        ),
        migrations.AddConstraint(
            model_name='pickline',
            constraint=models.CheckConstraint(condition=models.Q(('short_reason__in', ['', 'missing', 'damaged'])), name='orders_pickline_reason'),
        ),
        migrations.RunSQL(
            (SQL / "pick_scan_insert_only.sql").read_text(), "DROP TRIGGER orders_pickscan_insert_only ON orders_pickscan"
        ),
    ]
