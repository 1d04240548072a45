"""From when eSocial is told from here, and what only eSocial asks about a contract."""

from datetime import date, datetime

from django.db import transaction
from stdnum.br import cnpj as cnpj_rules

from backoffice.core import audit
from backoffice.core.actors import Actor
from hr.errors import EsocialSettingsWrong, UnknownEmployee
from hr.models import Employee, EsocialEmployer, EsocialTerms

# eSocial's first companies had to send workers' events from this day on.
FIRST_DAY = date(2018, 3, 1)


@transaction.atomic
def save_esocial_settings(*, since: date, environment: str, by: Actor, at: datetime) -> EsocialEmployer:
    """
    From which day on changes are declared from here, and to which environment.

    :raises EsocialSettingsWrong: a day before eSocial began, an environment that does not exist
    """
    if since < FIRST_DAY:
        raise EsocialSettingsWrong(field="since")
    if environment not in EsocialEmployer.Environment.values:
        raise EsocialSettingsWrong(field="environment")
    values = {"since": since, "environment": environment, "changed_at": at, "changed_by": by.name}
    row, _is_new = EsocialEmployer.objects.update_or_create(pk=1, defaults=values)
    after = {"since": since.isoformat(), "environment": environment}
    audit.record([audit.Trace(action="esocial.settings_changed", subject=("esocial", "settings"), at=at, after=after)], by=by)
    return row


@transaction.atomic
def save_esocial_terms(
    *,
    employee_number: str,
    regime: str,
    early_end_clause: bool,
    school_cnpj: str = "",
    residence: str = "",
    entry_condition: str = "",
    by: Actor,
    at: datetime,
) -> EsocialTerms:
    """
    What only eSocial asks about a contract; the codes are its own.

    :raises UnknownEmployee: nobody has this matrícula
    :raises EsocialSettingsWrong: ``field`` has no such code, or the school's CNPJ is wrong
    """
    employee = Employee.objects.select_for_update().filter(number=employee_number[:30]).first()
    if employee is None:
        raise UnknownEmployee(number=employee_number[:30])
    school = school_cnpj.upper().replace(".", "").replace("/", "").replace("-", "").replace(" ", "")
    if school and not cnpj_rules.is_valid(school):
        raise EsocialSettingsWrong(field="school_cnpj")
    codes = {"regime": regime, "residence": residence, "entry_condition": entry_condition}
    for field, kind in (("regime", EsocialTerms.Regime), ("residence", EsocialTerms.Residence), ("entry_condition", EsocialTerms.Entry)):
        if codes[field] not in kind.values and (codes[field] or field == "regime"):
            raise EsocialSettingsWrong(field=field)
    values = codes | {"early_end_clause": early_end_clause, "school_cnpj": school}
    row, _is_new = EsocialTerms.objects.update_or_create(employee=employee, defaults=values)
    audit.record([audit.Trace(action="esocial.details_changed", subject=("employee", employee.number), at=at)], by=by)
    return row
