"""What was written down wrongly and put right."""

import backoffice.core.sealing
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hr', '0007_admission_token'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectedTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('job', 'Position'), ('pay', 'Salary'), ('schedule', 'Work schedule'), ('manager', 'Manager'), ('address', 'Address')], max_length=8)),
                ('first_day', models.DateField()),
                ('until', models.DateField(null=True)),
                ('values', backoffice.core.sealing.SealedTextField()),
                ('reason', models.CharField(blank=True, max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=150)),
                ('replaced_at', models.DateTimeField()),
                ('replaced_by', models.CharField(max_length=150)),
                ('employee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_terms', to='hr.employee')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_addresses', to='hr.person')),
            ],
            options={
                'verbose_name': 'corrected term',
                'verbose_name_plural': 'corrected terms',
                'ordering': ['first_day', 'replaced_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('employee__isnull', True), ('person__isnull', True), _connector='XOR'), name='hr_correctedterm_of_one')],
            },
        ),
    ]
