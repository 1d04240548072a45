"""The house is put together in every process, and what belongs to the schema stands after every migrate."""

import pytest
from django.contrib.auth.models import Group
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from backoffice import roles
from finance.models import Account
from hr.models import Holiday, LeaveKind
from inventory.models import Location

pytestmark = pytest.mark.django_db


def _migrate_is_done() -> None:
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def test_what_belongs_to_the_schema_stands_again_after_a_migrate() -> None:
    kinds = set(LeaveKind.objects.values_list("code", flat=True))
    accounts = set(Account.objects.values_list("code", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE hr_leavekind, hr_holiday, finance_account, inventory_location, auth_group CASCADE")

    _migrate_is_done()

    assert set(LeaveKind.objects.values_list("code", flat=True)) == kinds
    assert kinds
    assert set(Account.objects.values_list("code", flat=True)) == accounts
    assert accounts
    assert Holiday.objects.exists()
    assert Location.objects.exists()
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)


def test_an_area_whose_tables_are_not_all_there_yet_waits() -> None:
    Group.objects.all().delete()
    Holiday.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE hr_leaveallowance RENAME TO not_there_yet")

    _migrate_is_done()

    assert Group.objects.count() == len(roles.ROLES)
    assert not Holiday.objects.exists()
