"""The account with which an employee signs in: one of theirs, nobody else's."""

import re
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.bus import publish
from backoffice.core.models import User
from backoffice.core.people import unaccented
from backoffice.events.accounts import AccountMailAsked
from hr.errors import EmployeeEnded, NoEmail, UnknownEmployee, UserTaken
from hr.models import Employee
from hr.services.person import refuse_stale

# The role that opens one's own file (backoffice/roles.py).
ROLE = "employee"


@transaction.atomic
def link_user(*, number: str, user_id: int, by: Actor, at: datetime, version: int | None = None) -> Employee:
    """
    The account is this employee's from now on.

    :raises UnknownEmployee: no such matrícula, or no such account
    :raises UserTaken: the account is somebody else's, or the employee has another one
    :raises EmployeeEnded, StaleFile: see the errors
    """
    employee = _lock(number, version)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise UnknownEmployee(number=number)
    taken = Employee.objects.filter(user=user).exclude(pk=employee.pk).values_list("number", flat=True).first()
    if taken is not None or employee.user_id not in (None, user.pk):
        raise UserTaken(number=taken or number)
    _link(employee, user, by, at)
    return employee


@transaction.atomic
def invite_user(*, number: str, by: Actor, at: datetime, version: int | None = None) -> User:
    """
    Make an account from the e-mail address in the file and send the link for the first password; an account that has
    this address already and belongs to nobody else becomes the employee's.

    :raises NoEmail: the file has no e-mail address
    :raises UserTaken: the employee has an account, or the account with this address is somebody else's
    :raises UnknownEmployee, EmployeeEnded, StaleFile: see the errors
    """
    employee = _lock(number, version)
    person = employee.person
    if employee.user_id is not None:
        raise UserTaken(number=number)
    if not person.email:
        raise NoEmail(number=number)
    user = User.objects.filter(email__iexact=person.email, is_active=True).first()
    if user is not None:
        taken = Employee.objects.filter(user=user).values_list("number", flat=True).first()
        if taken is not None:
            raise UserTaken(number=taken)
        _link(employee, user, by, at)
        return user
    first, _space, rest = person.called.partition(" ")
    user = User(username=_free_name(person.email), email=person.email, first_name=first[:150], last_name=rest[:150], is_staff=True)
    user.set_unusable_password()
    user.save()
    _link(employee, user, by, at)
    audit.record([audit.Trace(action="user.invited", subject=("user", str(user.pk)), at=at)], by=by)
    publish([AccountMailAsked(user_id=user.pk, mail="invitation", by_name=by.name, occurred_at=at)])
    return user


def _lock(number: str, version: int | None) -> Employee:
    employee = Employee.objects.select_for_update(of=("self",)).select_related("person").filter(number=number).first()
    if employee is None:
        raise UnknownEmployee(number=number)
    refuse_stale(employee, version)
    if employee.ended_on is not None:
        raise EmployeeEnded(number=number, ended_on=employee.ended_on)
    return employee


def _link(employee: Employee, user: User, by: Actor, at: datetime) -> None:
    if employee.user_id == user.pk:
        return
    user.groups.add(Group.objects.get_or_create(name=ROLE)[0])
    employee.user = user
    employee.version += 1
    employee.save(update_fields=["user", "version"])
    trace = audit.Trace(action="employee.user_linked", subject=("employee", employee.number), at=at, after={"user": user.pk})
    audit.record([trace], by=by)


def _free_name(email: str) -> str:
    """The part before the @, with a number where somebody has it."""
    stem = re.sub(r"[^a-z0-9._-]", "", unaccented(email.partition("@")[0]))[:100] or "pessoa"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}{count}"
    return name
