"""Roles as Django groups: a user's groups are its roles."""

from collections.abc import Iterable

from django.contrib.auth.models import Group


def ensure_groups(roles: Iterable[str]) -> None:
    """Make a group for every role that has none; groups that no role names are left alone and grant nothing."""
    Group.objects.bulk_create([Group(name=role) for role in roles], ignore_conflicts=True)
