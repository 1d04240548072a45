"""Papers that people hand in, and the insert-only trace of looks at sensitive data."""

import backoffice.core.sealing
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_the_company'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=20)),
                ('content_type', models.CharField(max_length=40)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('sha256', models.CharField(max_length=64)),
                ('source_sha256', models.CharField(max_length=64)),
                ('name', backoffice.core.sealing.SealedTextField(blank=True)),
                ('path', models.CharField(max_length=200, unique=True)),
                ('verdict', models.CharField(choices=[('pending', 'Being checked'), ('clean', 'Clean'), ('quarantined', 'Quarantined')], default='pending', max_length=11)),
                ('uploaded_by', models.CharField(max_length=150)),
                ('created_at', models.DateTimeField()),
                ('disposed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'kept file',
                'verbose_name_plural': 'kept files',
                'indexes': [models.Index(condition=models.Q(('verdict', 'pending')), fields=['created_at'], name='core_keptfile_to_scan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['pending', 'clean', 'quarantined'])), name='core_keptfile_verdict')],
            },
        ),
        migrations.CreateModel(
            name='SensitiveRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_key', models.CharField(max_length=40)),
                ('group', models.CharField(max_length=12, verbose_name='kind of data')),
                ('item', models.CharField(blank=True, max_length=80, verbose_name='what')),
                ('reader_kind', models.CharField(max_length=8)),
                ('reader_id', models.PositiveBigIntegerField()),
                ('reader_name', models.CharField(max_length=150, verbose_name='read by')),
                ('read_at', models.DateTimeField(verbose_name='when')),
                ('request_id', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'sensitive read',
                'verbose_name_plural': 'sensitive reads',
                'indexes': [models.Index(fields=['subject_kind', 'subject_key', '-read_at'], name='core_sensitive_of_subject')],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER core_sensitiveread_insert_only BEFORE UPDATE OR DELETE ON core_sensitiveread "
            "FOR EACH ROW EXECUTE FUNCTION core_refuse_change()",
            reverse_sql="DROP TRIGGER core_sensitiveread_insert_only ON core_sensitiveread",
        ),
    ]
