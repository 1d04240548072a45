import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The trigram index needs pg_trgm.
    dependencies = [
        ('core', '0002_audit_insert_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sku', models.CharField(max_length=64, unique=True, verbose_name='SKU')),
                ('ean', models.CharField(blank=True, max_length=14, verbose_name='barcode (EAN)')),
                ('name', models.CharField(blank=True, help_text='What tells it from its sisters: colour, size.', max_length=120, verbose_name='option')),
                ('kind', models.CharField(choices=[('simple', 'Simple'), ('kit', 'Kit')], db_default='simple', default='simple', max_length=10, verbose_name='kind')),
                ('weight_grams', models.PositiveIntegerField(db_default=0, default=0, verbose_name='weight (g)')),
                ('is_active', models.BooleanField(db_default=True, default=True, verbose_name='active')),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now(), verbose_name='changed at')),
                ('search_text', models.TextField(db_default='', default='', editable=False)),
            ],
            options={
                'verbose_name': 'variant',
                'verbose_name_plural': 'variants',
                'ordering': ['sku'],
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('kind', models.CharField(choices=[('warehouse', 'Warehouse'), ('bin', 'Bin'), ('transit', 'In transit'), ('supplier', 'Supplier'), ('customer', 'Customer'), ('loss', 'Losses and surpluses'), ('opening', 'Opening balance')], max_length=10, verbose_name='kind')),
                ('priority', models.PositiveSmallIntegerField(db_default=100, default=100, verbose_name='picking order')),
                ('is_pickable', models.BooleanField(db_default=True, default=True, help_text='Turn off for quarantine and damaged goods: orders never reserve from there.', verbose_name='sold from here')),
                ('is_active', models.BooleanField(db_default=True, default=True, verbose_name='active')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='inventory.location', verbose_name='inside of')),
                ('warehouse', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='warehouse')),
            ],
            options={
                'verbose_name': 'location',
                'verbose_name_plural': 'locations',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='PriceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('currency', models.CharField(db_default='BRL', default='BRL', max_length=3, verbose_name='currency')),
            ],
            options={
                'verbose_name': 'price list',
                'verbose_name_plural': 'price lists',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('currency__in', ['BRL', 'USD', 'EUR', 'JPY'])), name='inventory_pricelist_currency')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('brand', models.CharField(blank=True, max_length=80, verbose_name='brand')),
                ('category', models.CharField(blank=True, max_length=120, verbose_name='category')),
                ('ncm', models.CharField(blank=True, help_text='Eight digits of the Mercosur nomenclature.', max_length=8, verbose_name='NCM')),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now(), verbose_name='changed at')),
            ],
            options={
                'verbose_name': 'product',
                'verbose_name_plural': 'products',
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ncm__regex', '^([0-9]{8})?$')), name='inventory_product_ncm')],
            },
        ),
        migrations.CreateModel(
            name='StockReconciliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job_id', models.UUIDField(unique=True)),
                ('status', models.CharField(choices=[('running', 'Running'), ('done', 'Done')], default='running', max_length=10, verbose_name='status')),
                ('requested_by_kind', models.CharField(max_length=10)),
                ('requested_by_id', models.BigIntegerField()),
                ('requested_by_name', models.CharField(max_length=150, verbose_name='asked by')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('variant_count', models.PositiveIntegerField(default=0, verbose_name='variants checked')),
                ('level_count', models.PositiveIntegerField(default=0, verbose_name='levels checked')),
                ('move_count', models.PositiveBigIntegerField(default=0, verbose_name='moves read')),
                ('difference_count', models.PositiveIntegerField(default=0, verbose_name='differences')),
            ],
            options={
                'verbose_name': 'stock reconciliation',
                'verbose_name_plural': 'stock reconciliations',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['running', 'done'])), name='inventory_reconciliation_status')],
            },
        ),
        migrations.CreateModel(
            name='StockValue',
            fields=[
                ('variant', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='stock_value', serialize=False, to='inventory.variant', verbose_name='variant')),
                ('quantity', models.IntegerField(db_default=0, default=0, verbose_name='quantity')),
                ('value', models.DecimalField(db_default=Decimal('0.00'), decimal_places=2, default=Decimal('0.00'), max_digits=18, verbose_name='value')),
                ('last_unit_cost', models.DecimalField(db_default=Decimal('0'), decimal_places=6, default=Decimal('0'), max_digits=18, verbose_name='last unit cost')),
            ],
            options={
                'verbose_name': 'stock value',
                'verbose_name_plural': 'stock values',
            },
        ),
        migrations.AddField(
            model_name='variant',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='inventory.product', verbose_name='product'),
        ),
        migrations.CreateModel(
            name='StockMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('value', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='value')),
                ('moved_at', models.DateTimeField(verbose_name='moved at')),
                ('reference_kind', models.CharField(choices=[('order', 'Order'), ('purchase', 'Purchase'), ('opening', 'Opening balance'), ('customer_return', 'Customer return'), ('adjustment', 'Stock adjustment'), ('transfer', 'Transfer')], max_length=16, verbose_name='kind of document')),
                ('reference', models.CharField(max_length=40, verbose_name='document')),
                ('document', models.CharField(blank=True, max_length=40, verbose_name='part')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('actor_name', models.CharField(max_length=150, verbose_name='who')),
                ('destination', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='to')),
                ('reverses', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.stockmove', verbose_name='reverses')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='from')),
                ('variant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='inventory.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'stock move',
                'verbose_name_plural': 'stock moves',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='StockLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_hand', models.IntegerField(db_default=0, default=0, verbose_name='on hand')),
                ('reserved', models.IntegerField(db_default=0, default=0, verbose_name='reserved')),
                ('backorder_limit', models.IntegerField(db_default=0, default=0, verbose_name='backorder limit')),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='inventory.location', verbose_name='location')),
                ('variant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='inventory.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'stock level',
                'verbose_name_plural': 'stock levels',
                'ordering': ['variant', 'location'],
            },
        ),
        migrations.CreateModel(
            name='StockDifference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('on_hand', 'On hand'), ('reserved', 'Reserved'), ('value_quantity', 'Quantity valued'), ('value', 'Stock value')], max_length=16, verbose_name='figure')),
                ('expected', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='by the rows')),
                ('found', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='stored')),
                ('evidence', models.JSONField(default=dict, verbose_name='rows behind it')),
                ('status', models.CharField(choices=[('proposed', 'Correction proposed'), ('corrected', 'Corrected'), ('dismissed', 'Dismissed')], default='proposed', max_length=10, verbose_name='status')),
                ('decided_by_name', models.CharField(blank=True, max_length=150, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('location', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='location')),
                ('reconciliation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='differences', to='inventory.stockreconciliation', verbose_name='reconciliation')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'stock difference',
                'verbose_name_plural': 'stock differences',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=40, verbose_name='document')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('status', models.CharField(choices=[('pending', 'Reserved'), ('issued', 'Issued'), ('released', 'Released'), ('expired', 'Expired')], db_default='pending', default='pending', max_length=10, verbose_name='status')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires at')),
                ('created_at', models.DateTimeField(verbose_name='reserved at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('location', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.location', verbose_name='location')),
                ('variant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'reservation',
                'verbose_name_plural': 'reservations',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='price')),
                ('price_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='inventory.pricelist', verbose_name='price list')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='inventory.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'price',
                'verbose_name_plural': 'prices',
                'ordering': ['price_list', 'variant'],
            },
        ),
        migrations.CreateModel(
            name='KitComponent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('component', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='in_kits', to='inventory.variant', verbose_name='component')),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='inventory.variant', verbose_name='kit')),
            ],
            options={
                'verbose_name': 'kit component',
                'verbose_name_plural': 'kit components',
                'ordering': ['kit', 'component'],
            },
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['warehouse', 'bin', 'transit', 'supplier', 'customer', 'loss', 'opening'])), name='inventory_location_kind'),
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'bin'), ('parent__isnull', True), _connector='XOR'), name='inventory_location_parent'),
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['warehouse', 'bin']), ('warehouse__isnull', True), _connector='XOR'), name='inventory_location_warehouse'),
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['transit', 'supplier', 'customer', 'loss', 'opening'])), fields=('kind',), name='inventory_location_one_end'),
        ),
        migrations.AddConstraint(
            model_name='stockvalue',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 0)), name='inventory_stockvalue_quantity'),
        ),
        migrations.AddConstraint(
            model_name='stockvalue',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', Decimal('9999999999999999.99'))), name='inventory_stockvalue_value'),
        ),
        migrations.AddConstraint(
            model_name='stockvalue',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('value', 0), _connector='OR'), name='inventory_stockvalue_empty_is_worthless'),
        ),
        migrations.AddConstraint(
            model_name='stockvalue',
            constraint=models.CheckConstraint(condition=models.Q(('last_unit_cost__gte', 0), ('last_unit_cost__lte', Decimal('999999999999.999999'))), name='inventory_stockvalue_last_cost'),
        ),
        migrations.AddIndex(
            model_name='variant',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='inventory_variant_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('sku__regex', '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$')), name='inventory_variant_sku'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('ean__regex', '^([0-9]{8}|[0-9]{12,14})?$')), name='inventory_variant_ean'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['simple', 'kit'])), name='inventory_variant_kind'),
        ),
        migrations.AddIndex(
            model_name='stockmove',
            index=models.Index(fields=['variant', 'id'], name='inventory_stockmove_variant'),
        ),
        migrations.AddIndex(
            model_name='stockmove',
            index=models.Index(fields=['reference', 'reference_kind'], name='inventory_stockmove_reference'),
        ),
        migrations.AddConstraint(
            model_name='stockmove',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='inventory_stockmove_quantity'),
        ),
        migrations.AddConstraint(
            model_name='stockmove',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', Decimal('9999999999999999.99'))), name='inventory_stockmove_value'),
        ),
        migrations.AddConstraint(
            model_name='stockmove',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('destination')), _negated=True), name='inventory_stockmove_two_ends'),
        ),
        migrations.AddConstraint(
            model_name='stockmove',
            constraint=models.CheckConstraint(condition=models.Q(('reference_kind__in', ['order', 'purchase', 'opening', 'customer_return', 'adjustment', 'transfer'])), name='inventory_stockmove_reference_kind'),
        ),
        migrations.AddConstraint(
            model_name='stockmove',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('reverses',), name='inventory_stockmove_reversed_once'),
        ),
        migrations.AddConstraint(
            model_name='stocklevel',
            constraint=models.UniqueConstraint(fields=('variant', 'location'), name='inventory_stocklevel_once'),
        ),
        migrations.AddConstraint(
            model_name='stocklevel',
            constraint=models.CheckConstraint(condition=models.Q(('on_hand__gte', 0)), name='inventory_stocklevel_on_hand'),
        ),
        migrations.AddConstraint(
            model_name='stocklevel',
            constraint=models.CheckConstraint(condition=models.Q(('reserved__gte', 0)), name='inventory_stocklevel_reserved'),
        ),
        migrations.AddConstraint(
            model_name='stocklevel',
            constraint=models.CheckConstraint(condition=models.Q(('backorder_limit__gte', 0)), name='inventory_stocklevel_backorder'),
        ),
        migrations.AddConstraint(
            model_name='stocklevel',
            constraint=models.CheckConstraint(condition=models.Q(('reserved__lte', django.db.models.expressions.CombinedExpression(models.F('on_hand'), '+', models.F('backorder_limit')))), name='inventory_stocklevel_not_oversold'),
        ),
        migrations.AddConstraint(
            model_name='stockdifference',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['on_hand', 'reserved', 'value_quantity', 'value'])), name='inventory_difference_kind'),
        ),
        migrations.AddConstraint(
            model_name='stockdifference',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'corrected', 'dismissed'])), name='inventory_difference_status'),
        ),
        migrations.AddConstraint(
            model_name='stockdifference',
            constraint=models.UniqueConstraint(fields=('reconciliation', 'kind', 'variant', 'location'), name='inventory_difference_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['reference', 'id'], name='inventory_reservation_ref'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['variant', 'location'], name='inventory_reservation_pending'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='inventory_reservation_quantity'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'issued', 'released', 'expired'])), name='inventory_reservation_status'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'pending'), ('closed_at__isnull', False), _connector='XOR'), name='inventory_reservation_closed'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.UniqueConstraint(fields=('price_list', 'variant'), name='inventory_price_once'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', Decimal('999999999999.99'))), name='inventory_price_amount'),
        ),
        migrations.AddConstraint(
            model_name='kitcomponent',
            constraint=models.UniqueConstraint(fields=('kit', 'component'), name='inventory_kitcomponent_once'),
        ),
        migrations.AddConstraint(
            model_name='kitcomponent',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='inventory_kitcomponent_quantity'),
        ),
        migrations.AddConstraint(
            model_name='kitcomponent',
            constraint=models.CheckConstraint(condition=models.Q(('kit', models.F('component')), _negated=True), name='inventory_kitcomponent_not_itself'),
        ),
    ]
