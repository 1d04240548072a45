"""The roles of backoffice/roles.py exist as groups in every installation."""

from django.db import migrations

ROLES = ["sales", "warehouse", "finance", "finance_manager", "hr", "employee", "auditor", "admin"]


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for role in ROLES:
        group.objects.get_or_create(name=role)


def keep_groups(apps, schema_editor):
    """Going back leaves the groups: people are in them."""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_insert_only"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, keep_groups)]
