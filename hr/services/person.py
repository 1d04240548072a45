"""Write who a person is, whom they support, whom to call, where pay goes.  The trail names fields, never what is in them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr import locks
from hr.errors import PersonInvalid, StaleFile, UnknownPerson
from hr.models import Dependent, EmergencyContact, PayAccount, Person
from hr.services.admission.stage import refresh_stage
from hr.services.person_rules import check_contact, check_dependent, check_pay_account, check_person


def lock_person(key: UUID | str) -> Person:
    """
    The person, locked until the transaction ends; the open admission comes first, as everywhere (hr.locks).

    :raises UnknownPerson: there is none
    """
    locks.lock_open_admission_of_key(key)
    person = Person.objects.select_for_update().filter(key=key, anonymised_at=None).first()
    if person is None:
        raise UnknownPerson
    return person


def refuse_stale(row: Any, version: int | None) -> None:
    """
    Whoever looked at another version decides again; None does not care.

    :raises StaleFile: the row has another version
    """
    if version is not None and row.version != version:
        raise StaleFile(version=row.version)


def note(person: Person, action: str, at: datetime, by: Actor, **after: Any) -> None:
    """One line in the person's trail, and another version: a form sent twice finds it and has one effect."""
    Person.objects.filter(pk=person.pk).update(version=person.version + 1)
    person.version += 1
    audit.record([audit.Trace(action=f"person.{action}", subject=("person", str(person.key)), at=at, after=after or None)], by=by)


@transaction.atomic
def add_person(*, values: Mapping[str, Any], by: Actor, at: datetime) -> Person:
    """
    Register somebody: ``values`` by field name (person_rules.PERSON, birth_date, identity_issued_on), at least the name.

    :raises PersonInvalid: a field is wrong; a CPF that is known already
    """
    clean = check_person(values, today=clock.company_date(at), required=("name",))
    _refuse_known_cpf(clean.get("cpf", ""), None)
    person = Person.objects.create(created_at=at, version=0, **clean)
    note(person, "added", at, by)
    return person


@transaction.atomic
def change_person(*, person_key: UUID, values: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None) -> tuple[str, ...]:
    """
    Write the given fields; returns the names of those that were different.

    :raises UnknownPerson: there is none
    :raises StaleFile: somebody changed it since ``version``
    :raises PersonInvalid: a field is wrong; a CPF that somebody else has
    """
    person = lock_person(person_key)
    refuse_stale(person, version)
    clean = check_person(values, today=clock.company_date(at))
    changed = tuple(name for name, value in clean.items() if getattr(person, name) != value)
    if not changed:
        return ()
    if "cpf" in changed:
        _refuse_known_cpf(clean["cpf"], person.pk)
    for name in changed:
        setattr(person, name, clean[name])
    person.save(update_fields=changed)
    note(person, "changed", at, by, fields=sorted(changed))
    refresh_stage(person_id=person.pk, by=by, at=at)
    return changed


def _refuse_known_cpf(cpf: str, own_id: int | None) -> None:
    if cpf and Person.objects.filter(cpf=cpf).exclude(pk=own_id or 0).exists():
        raise PersonInvalid(problems=[{"field": "cpf", "problem": "cpf_known"}])


@transaction.atomic
def save_dependent(
    *, person_key: UUID, values: Mapping[str, Any], by: Actor, at: datetime, dependent_id: int | None = None, version: int | None = None
) -> Dependent:
    """
    Add a dependent, or write one anew: name, kind (eSocial table 07), birth_date, cpf, sex and what it counts for.

    :raises UnknownPerson: no such person, or no such dependent of that person
    :raises StaleFile: somebody changed the file since ``version``
    :raises PersonInvalid: a field is wrong; a CPF that the person or another dependent of the person has
    """
    person = lock_person(person_key)
    refuse_stale(person, version)
    clean = check_dependent(values, today=clock.company_date(at))
    others = person.dependents.exclude(pk=dependent_id or 0).filter(cpf=clean["cpf"])
    if clean["cpf"] and (clean["cpf"] == person.cpf or others.exists()):
        raise PersonInvalid(problems=[{"field": "cpf", "problem": "cpf_known"}])
    if dependent_id is None:
        added = Dependent.objects.create(person=person, **clean)
        note(person, "dependent_added", at, by, dependent=added.pk)
        refresh_stage(person_id=person.pk, by=by, at=at)
        return added
    dependent: Dependent = _of(person.dependents, dependent_id)
    fields = sorted(name for name, value in clean.items() if getattr(dependent, name) != value)
    if fields:
        Dependent.objects.filter(pk=dependent.pk).update(**clean)
        note(person, "dependent_changed", at, by, dependent=dependent.pk, fields=fields)
        refresh_stage(person_id=person.pk, by=by, at=at)
    return dependent


@transaction.atomic
def end_dependent(*, person_key: UUID, dependent_id: int, ended_on: date, by: Actor, at: datetime) -> None:
    """
    The last day on which a dependent counts; the row stays for the papers of that time.

    :raises UnknownPerson: no such dependent of that person
    :raises PersonInvalid: the day is before the dependent's birth
    """
    person = lock_person(person_key)
    dependent = _of(person.dependents, dependent_id)
    if ended_on < dependent.birth_date:
        raise PersonInvalid(problems=[{"field": "ended_on", "problem": "before_birth"}])
    Dependent.objects.filter(pk=dependent.pk).update(ended_on=ended_on)
    note(person, "dependent_ended", at, by, dependent=dependent.pk)
    refresh_stage(person_id=person.pk, by=by, at=at)


@transaction.atomic
def save_emergency_contact(
    *,
    person_key: UUID,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    contact_id: int | None = None,
    version: int | None = None,
) -> EmergencyContact:
    """
    Whom to call: name, relationship, phone.

    :raises UnknownPerson: no such person or contact
    :raises StaleFile: somebody changed the file since ``version``
    :raises PersonInvalid: a field is wrong
    """
    person = lock_person(person_key)
    refuse_stale(person, version)
    clean = check_contact(values)
    if contact_id is None:
        contact = EmergencyContact.objects.create(person=person, **clean)
    else:
        contact = _of(person.emergency_contacts, contact_id)
        EmergencyContact.objects.filter(pk=contact.pk).update(**clean)
    note(person, "contact_changed", at, by)
    return contact


@transaction.atomic
def remove_emergency_contact(*, person_key: UUID, contact_id: int, by: Actor, at: datetime) -> None:
    """:raises UnknownPerson: no such person or contact"""
    person = lock_person(person_key)
    _of(person.emergency_contacts, contact_id).delete()
    note(person, "contact_removed", at, by)


@transaction.atomic
def record_pay_account(*, person_key: UUID, values: Mapping[str, Any], by: Actor, at: datetime) -> PayAccount:
    """
    Where pay goes from now on: bank, branch, account, or pix_kind and pix_key.  Former ones stay; the newest counts.
    Pages ask first who is there (core.fresh).

    :raises UnknownPerson: there is none
    :raises PersonInvalid: half an account, a key that does not fit its kind or is the CPF of somebody else
    """
    person = lock_person(person_key)
    clean = check_pay_account(values, own_cpf=person.cpf)
    newest = person.pay_accounts.first()
    if newest is not None and all(getattr(newest, name) == value for name, value in clean.items()):
        return newest
    account = PayAccount.objects.create(person=person, recorded_at=at, recorded_by=by.name, **clean)
    note(person, "pay_account_changed", at, by, kind="pix" if clean["pix_kind"] else "bank")
    return account


def _of(rows: Any, pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise UnknownPerson
    return found
