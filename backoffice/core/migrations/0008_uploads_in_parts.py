"""Files on their way in, piece by piece."""

import backoffice.core.sealing
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_kept_files_and_sensitive_reads'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('owner', models.CharField(max_length=60)),
                ('purpose', models.CharField(max_length=20)),
                ('name', backoffice.core.sealing.SealedTextField(blank=True)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('received', models.PositiveBigIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.keptfile')),
            ],
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveBigIntegerField()),
                ('content', models.BinaryField()),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='core.upload')),
            ],
            options={
                'ordering': ['start'],
            },
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(condition=models.Q(('file', None)), fields=['owner'], name='core_upload_open'),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(fields=['created_at'], name='core_upload_age'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('received__lte', models.F('size_bytes'))), name='core_upload_received'),
        ),
        migrations.AddConstraint(
            model_name='uploadpart',
            constraint=models.UniqueConstraint(fields=('upload', 'start'), name='core_uploadpart_once'),
        ),
    ]
