"""Leave, vacation, holidays, requests."""

from pathlib import Path

import backoffice.core.sealing
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("hr", "0003_qualification_and_esocial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('scope', models.CharField(default='BR', max_length=7, verbose_name='BR, state or IBGE code of the city')),
                ('is_active', models.BooleanField(db_default=True, default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'holiday',
                'verbose_name_plural': 'holidays',
                'ordering': ['day', 'scope'],
                'constraints': [models.UniqueConstraint(fields=('day', 'scope'), name='hr_holiday_once'), models.CheckConstraint(condition=models.Q(('scope__regex', '^([A-Z]{2}|[0-9]{7})$')), name='hr_holiday_scope')],
            },
        ),
        migrations.CreateModel(
            name='LeaveEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('vacation', 'Vacation taken'), ('sold', 'Vacation sold'), ('leave', 'Leave'), ('absence', 'Unjustified absence'), ('correction', 'Correction')], max_length=10, verbose_name='entry')),
                ('days', models.SmallIntegerField(verbose_name='days')),
                ('away', django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ('window_start', models.DateField(null=True)),
                ('is_live', models.BooleanField(default=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=150)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leave_entries', to='hr.employee')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='hr.leaveentry')),
            ],
            options={
                'verbose_name': 'leave entry',
                'verbose_name_plural': 'leave entries',
                'ordering': ['-recorded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LeaveCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cid', backoffice.core.sealing.SealedTextField(blank=True, verbose_name='CID')),
                ('physician', models.CharField(blank=True, max_length=70, verbose_name='physician')),
                ('crm', models.CharField(blank=True, max_length=10, verbose_name='CRM')),
                ('crm_state', models.CharField(blank=True, max_length=2, verbose_name='state of the CRM')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.keptfile')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='hr.leaveentry')),
            ],
            options={
                'verbose_name': 'medical certificate',
                'verbose_name_plural': 'medical certificates',
            },
        ),
        migrations.CreateModel(
            name='LeaveKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('nature', models.CharField(choices=[('vacation', 'Vacation'), ('leave', 'Leave'), ('absence', 'Unjustified absence')], default='leave', max_length=8, verbose_name='nature')),
                ('motive', models.CharField(blank=True, max_length=2, verbose_name='eSocial motive (table 18)')),
                ('is_paid', models.BooleanField(default=True, verbose_name='paid')),
                ('is_health', models.BooleanField(default=False, verbose_name='health data')),
                ('needs_document', models.BooleanField(default=False, verbose_name='needs a paper')),
                ('can_be_asked', models.BooleanField(default=True, verbose_name='people ask for it themselves')),
                ('window_effect', models.CharField(choices=[('none', 'does not touch the vacation'), ('benefit', 'social security pays from the 16th day (CLT 133 IV)'), ('paid_leave', 'paid leave (CLT 133 II)')], default='none', max_length=10, verbose_name='effect on vacation')),
                ('limit_per', models.CharField(choices=[('event', 'each time'), ('year', 'in 12 months')], default='event', max_length=5, verbose_name='days are counted')),
                ('law', models.CharField(blank=True, max_length=80, verbose_name='source of the rule')),
                ('sequence', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('is_active', models.BooleanField(db_default=True, default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'kind of leave',
                'verbose_name_plural': 'kinds of leave',
                'ordering': ['sequence', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('nature__in', ['vacation', 'leave', 'absence'])), name='hr_leavekind_nature'), models.CheckConstraint(condition=models.Q(('motive', ''), ('motive__regex', '^[0-9]{2}$'), _connector='OR'), name='hr_leavekind_motive')],
            },
        ),
        migrations.AddField(
            model_name='leaveentry',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hr.leavekind'),
        ),
        migrations.CreateModel(
            name='LeaveRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'To decide'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('cancelled', 'Cancelled')], default='asked', max_length=9, verbose_name='state')),
                ('window_start', models.DateField(blank=True, null=True)),
                ('sold_days', models.PositiveSmallIntegerField(default=0, verbose_name='days sold')),
                ('note', backoffice.core.sealing.SealedTextField(blank=True, verbose_name='note')),
                ('token', models.UUIDField(unique=True)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('closed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leave_requests', to='hr.employee')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hr.leavekind')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hr.employee')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.keptfile')),
            ],
            options={
                'verbose_name': 'leave request',
                'verbose_name_plural': 'leave requests',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='leaveentry',
            name='request',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='hr.leaverequest'),
        ),
        migrations.CreateModel(
            name='ProbationDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('extend', 'Extended'), ('confirm', 'Confirmed')], max_length=7)),
                ('until', models.DateField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.CharField(max_length=150)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='probation_decisions', to='hr.employee')),
            ],
            options={
                'verbose_name': 'decision on probation',
                'verbose_name_plural': 'decisions on probation',
            },
        ),
        migrations.CreateModel(
            name='RequestedDays',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='hr.leaverequest')),
            ],
            options={
                'ordering': ['first_day'],
            },
        ),
        migrations.CreateModel(
            name='VacationWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('limit_on', models.DateField()),
                ('is_lost', models.BooleanField(default=False)),
                ('absence_days', models.PositiveSmallIntegerField(default=0)),
                ('right_days', models.PositiveSmallIntegerField(default=0)),
                ('corrected_days', models.SmallIntegerField(default=0)),
                ('taken_days', models.PositiveSmallIntegerField(default=0)),
                ('sold_days', models.PositiveSmallIntegerField(default=0)),
                ('balance', models.SmallIntegerField(default=0)),
                ('latest_start', models.DateField(null=True)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vacation_windows', to='hr.employee')),
            ],
            options={
                'verbose_name': 'year of acquisition',
                'verbose_name_plural': 'years of acquisition',
                'ordering': ['employee', 'start'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='valid')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=150)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=150)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to='hr.employee', verbose_name='delegate')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_given', to='hr.employee')),
            ],
            options={
                'verbose_name': 'delegation',
                'verbose_name_plural': 'delegations',
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('manager', models.F('delegate')), _negated=True), name='hr_delegation_to_another'), models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False), ('valid__upper_inf', False)), name='hr_delegation_ends'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[('manager', '='), ('valid', '&&')], name='hr_delegation_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LeaveAllowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField(verbose_name='for leave that begins from')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days')),
                ('law', models.CharField(max_length=80, verbose_name='source of the rule')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allowances', to='hr.leavekind', verbose_name='kind of leave')),
            ],
            options={
                'verbose_name': 'days granted',
                'verbose_name_plural': 'days granted',
                'ordering': ['kind', 'from_day'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'from_day'), name='hr_leaveallowance_once')],
            },
        ),
        migrations.AddIndex(
            model_name='leaverequest',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['asked_at', 'id'], name='hr_leaverequest_open'),
        ),
        migrations.AddConstraint(
            model_name='leaverequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'approved', 'refused', 'withdrawn', 'cancelled'])), name='hr_leaverequest_state'),
        ),
        migrations.AddConstraint(
            model_name='leaverequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='hr_leaverequest_other_decides'),
        ),
        migrations.AddConstraint(
            model_name='leaverequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'refused']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='hr_leaverequest_decided'),
        ),
        migrations.AddConstraint(
            model_name='leaverequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='hr_leaverequest_refused_with_reason'),
        ),
        migrations.AddIndex(
            model_name='leaveentry',
            index=models.Index(fields=['employee', 'sort'], name='hr_leaveentry_by_employee'),
        ),
        migrations.AddConstraint(
            model_name='leaveentry',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('away__isnull', False), ('is_live', True)), expressions=[('employee', '='), ('away', '&&')], name='hr_leaveentry_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='leaveentry',
            constraint=models.CheckConstraint(condition=models.Q(('sort__in', ['vacation', 'sold', 'leave', 'absence', 'correction'])), name='hr_leaveentry_sort'),
        ),
        migrations.AddConstraint(
            model_name='leaveentry',
            constraint=models.CheckConstraint(condition=models.Q(('sort__in', ['sold', 'correction']), ('away__isnull', False), _connector='XOR'), name='hr_leaveentry_has_days'),
        ),
        migrations.AddConstraint(
            model_name='leaveentry',
            constraint=models.CheckConstraint(condition=models.Q(('sort__in', ['leave', 'absence']), ('window_start__isnull', False), _connector='XOR'), name='hr_leaveentry_of_a_window'),
        ),
        migrations.AddConstraint(
            model_name='leaveentry',
            constraint=models.CheckConstraint(condition=models.Q(('days', 0), _negated=True), name='hr_leaveentry_moves'),
        ),
        migrations.AddConstraint(
            model_name='leaveentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('days__gt', 0), ('reverses__isnull', True)), models.Q(('is_live', False), ('reverses__isnull', False)), ('sort', 'correction'), _connector='OR'), name='hr_leaveentry_reversal'),
        ),
        migrations.AddConstraint(
            model_name='probationdecision',
            constraint=models.UniqueConstraint(fields=('employee', 'kind'), name='hr_probationdecision_once'),
        ),
        migrations.AddConstraint(
            model_name='probationdecision',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'extend'), ('until__isnull', True), _connector='XOR'), name='hr_probationdecision_until'),
        ),
        migrations.AddConstraint(
            model_name='requesteddays',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='hr_requesteddays_order'),
        ),
        migrations.AddIndex(
            model_name='vacationwindow',
            index=models.Index(fields=['latest_start', 'id'], name='hr_vacationwindow_limit'),
        ),
        migrations.AddConstraint(
            model_name='vacationwindow',
            constraint=models.UniqueConstraint(fields=('employee', 'start'), name='hr_vacationwindow_once'),
        ),
        migrations.RunSQL((SQL / "leave_guards.sql").read_text(), (SQL / "leave_guards_reverse.sql").read_text()),
    ]
