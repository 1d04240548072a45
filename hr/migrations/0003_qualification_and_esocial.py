"""Qualification of CPFs, eSocial events and schemas."""

import backoffice.core.sealing
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_kept_files_and_sensitive_reads'),
        ('hr', '0002_portal'),
    ]

    operations = [
        migrations.CreateModel(
            name='EsocialSchema',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('valid_from', models.DateField(unique=True, verbose_name='valid from')),
                ('sha256', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'eSocial schemas',
                'verbose_name_plural': 'eSocial schemas',
                'ordering': ['-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='EsocialEmployer',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(verbose_name='events from')),
                ('environment', models.CharField(choices=[('1', 'Production'), ('2', 'Restricted production (test)')], default='1', max_length=1, verbose_name='environment')),
                ('changed_at', models.DateTimeField(editable=False)),
                ('changed_by', models.CharField(editable=False, max_length=150)),
            ],
            options={
                'verbose_name': 'eSocial settings',
                'verbose_name_plural': 'eSocial settings',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='hr_esocialemployer_one'), models.CheckConstraint(condition=models.Q(('environment__in', ['1', '2'])), name='hr_esocialemployer_environment')],
            },
        ),
        migrations.CreateModel(
            name='EsocialTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('regime', models.CharField(choices=[('1', 'fixed working hours (CLT, Title II, chapter II)'), ('2', 'external work (CLT art. 62, I)'), ('3', 'position of trust (CLT art. 62, II)'), ('4', 'remote work by task (CLT art. 62, III)')], default='1', max_length=1, verbose_name='regime of working time')),
                ('early_end_clause', models.BooleanField(default=True, verbose_name='either side may end the term early (clause of CLT art. 481)')),
                ('school_cnpj', models.CharField(blank=True, max_length=14, verbose_name='CNPJ of the training entity')),
                ('residence', models.CharField(blank=True, choices=[('1', 'unlimited'), ('2', 'limited')], max_length=1, verbose_name='residence in Brazil')),
                ('entry_condition', models.CharField(blank=True, choices=[('1', 'refugee'), ('2', 'asylum seeker'), ('3', 'family reunion'), ('4', 'Mercosur agreement'), ('5', 'dependent of a diplomat'), ('6', 'treaty with Portugal'), ('7', 'another condition')], max_length=1, verbose_name='condition of entry')),
                ('employee', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='esocial_terms', to='hr.employee')),
            ],
            options={
                'verbose_name': 'eSocial details',
                'verbose_name_plural': 'eSocial details',
            },
        ),
        migrations.CreateModel(
            name='EsocialEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.CharField(max_length=36, unique=True, verbose_name='Id')),
                ('kind', models.CharField(choices=[('S-2190', 'S-2190 preliminary admission'), ('S-2200', 'S-2200 admission'), ('S-2205', 'S-2205 change of personal data'), ('S-2206', 'S-2206 change of contract'), ('S-2230', 'S-2230 leave'), ('S-2299', 'S-2299 termination')], max_length=6, verbose_name='event')),
                ('reference', models.CharField(max_length=40)),
                ('occurred_on', models.DateField(verbose_name='of')),
                ('due_on', models.DateField(verbose_name='until')),
                ('state', models.CharField(choices=[('made', 'To send'), ('exported', 'File taken'), ('receipted', 'Receipted'), ('refused', 'Refused'), ('superseded', 'Superseded')], default='made', max_length=10, verbose_name='state')),
                ('payload', backoffice.core.sealing.SealedTextField()),
                ('environment', models.CharField(choices=[('1', 'Production'), ('2', 'Restricted production (test)')], max_length=1)),
                ('validity', models.CharField(choices=[('unknown', 'Not validated'), ('valid', 'Valid'), ('invalid', 'Invalid')], default='unknown', max_length=7, verbose_name='validation')),
                ('problems', backoffice.core.sealing.SealedTextField(blank=True)),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('made_by', models.CharField(max_length=150)),
                ('exported_at', models.DateTimeField(null=True)),
                ('exported_by', models.CharField(blank=True, max_length=150)),
                ('receipt', models.CharField(blank=True, max_length=23, verbose_name='receipt')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=150)),
                ('refusal', backoffice.core.sealing.SealedTextField(blank=True, verbose_name='what eSocial answered')),
                ('version', models.PositiveIntegerField(default=1)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='esocial_events', to='hr.employee')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='hr.esocialevent')),
                ('schema', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hr.esocialschema')),
            ],
            options={
                'verbose_name': 'eSocial event',
                'verbose_name_plural': 'eSocial events',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'due_on', 'id'], name='hr_esocialevent_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'superseded'), _negated=True), fields=('employee', 'kind', 'reference'), name='hr_esocialevent_once'), models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('receipt',), name='hr_esocialevent_receipt_once'), models.CheckConstraint(condition=models.Q(('event_id__regex', '^ID[0-9][A-Z0-9]{12}[0-9]{21}$')), name='hr_esocialevent_id'), models.CheckConstraint(condition=models.Q(('receipt', ''), ('receipt__regex', '^1\\.[0-9]\\.[0-9]{19}$'), _connector='OR'), name='hr_esocialevent_receipt'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'receipted'), _negated=True), models.Q(('receipt', ''), _negated=True), _connector='OR'), name='hr_esocialevent_receipted'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'exported'), _negated=True), ('exported_at__isnull', False), _connector='OR'), name='hr_esocialevent_exported'), models.CheckConstraint(condition=models.Q(('state__in', ['made', 'exported', 'receipted', 'refused', 'superseded'])), name='hr_esocialevent_state'), models.CheckConstraint(condition=models.Q(('validity__in', ['unknown', 'valid', 'invalid'])), name='hr_esocialevent_validity')],
            },
        ),
        migrations.CreateModel(
            name='EsocialSchemaFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('content', models.BinaryField()),
                ('schema', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='hr.esocialschema')),
            ],
            options={
                'verbose_name': 'schema file',
                'verbose_name_plural': 'schema files',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('schema', 'name'), name='hr_esocialschemafile_once')],
            },
        ),
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('qualified', 'Qualified'), ('divergent', 'Divergent')], max_length=9, verbose_name='result')),
                ('findings', models.JSONField(default=list)),
                ('checked_name', models.CharField(max_length=70)),
                ('checked_cpf', models.CharField(max_length=11)),
                ('checked_birth_date', models.DateField(null=True)),
                ('receita_name', models.CharField(max_length=120, verbose_name='name at the Receita')),
                ('receita_birth_date', models.DateField(verbose_name='date of birth at the Receita')),
                ('situation', models.CharField(choices=[('regular', 'Regular'), ('pending', 'Pending regularisation'), ('suspended', 'Suspended'), ('cancelled', 'Cancelled'), ('null', 'Null'), ('deceased', 'Holder deceased')], max_length=9, verbose_name='situation of the CPF')),
                ('consulted_on', models.DateField(verbose_name='consulted on')),
                ('control_code', models.CharField(max_length=40, verbose_name='control code')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('recorded_by', models.CharField(editable=False, max_length=150)),
                ('dependent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='qualifications', to='hr.dependent')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.keptfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualifications', to='hr.person')),
            ],
            options={
                'verbose_name': 'qualification',
                'verbose_name_plural': 'qualifications',
                'ordering': ['-recorded_at', '-id'],
                'indexes': [models.Index(fields=['person', 'dependent', '-id'], name='hr_qualification_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('result__in', ['qualified', 'divergent'])), name='hr_qualification_result'), models.CheckConstraint(condition=models.Q(('result', 'divergent'), ('findings', []), _connector='XOR'), name='hr_qualification_findings'), models.CheckConstraint(condition=models.Q(('situation__in', ['regular', 'pending', 'suspended', 'cancelled', 'null', 'deceased'])), name='hr_qualification_situation')],
            },
        ),
    ]
