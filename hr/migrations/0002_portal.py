"""What the portal keeps; acceptances are insert-only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hr", "0001_people_and_admission"), ("core", "0002_audit_insert_only")]

    operations = [
        migrations.CreateModel(
            name="PortalAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("link", "unknown link"), ("birth", "wrong date of birth"), ("renewal", "new link asked")], max_length=7
                    ),
                ),
                ("address", models.GenericIPAddressField(help_text="As counted: of IPv6 the /64.")),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["kind", "address", "at"], name="hr_portalattempt_address")]},
        ),
        migrations.CreateModel(
            name="PortalStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64)),
                ("saved_at", models.DateTimeField()),
                (
                    "admission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="portal_steps", to="hr.admission"),
                ),
            ],
            options={
                "verbose_name": "part of the data",
                "verbose_name_plural": "parts of the data",
                "constraints": [models.UniqueConstraint(fields=("admission", "code"), name="hr_portalstep_once")],
            },
        ),
        migrations.CreateModel(
            name="TransportChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wants_voucher", models.BooleanField(verbose_name="wants the transport voucher")),
                ("trips_a_day", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="trips a day")),
                ("lines", models.CharField(blank=True, max_length=200, verbose_name="lines and card")),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("recorded_by", models.CharField(editable=False, max_length=150)),
                (
                    "employee",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="transport_choices", to="hr.employee"),
                ),
            ],
            options={
                "verbose_name": "transport voucher",
                "verbose_name_plural": "transport vouchers",
                "ordering": ["-recorded_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("trips_a_day__isnull", True), ("wants_voucher", False)),
                            models.Q(("trips_a_day__gte", 1), ("trips_a_day__lte", 12), ("wants_voucher", True)),
                            _connector="OR",
                        ),
                        name="hr_transportchoice_trips",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER hr_acceptance_insert_only BEFORE UPDATE OR DELETE ON hr_acceptance "
            "FOR EACH ROW EXECUTE FUNCTION core_refuse_change()",
            reverse_sql="DROP TRIGGER hr_acceptance_insert_only ON hr_acceptance",
        ),
    ]
