"""What the law says of a contract's dates and pay."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hr.errors import PersonInvalid
from hr.models import Employee, Person
from hr.services.employee_draft import EmployeeDraft
from hr.services.person_rules import years_between

# CLT art. 445, sole paragraph, and 451: probation lasts 90 days at most, in one or two parts; 45 + 45 is the usual way.
PROBATION_DAYS = 90
FIRST_PART_DAYS = 45
# CLT art. 445 (fixed term), 428 par. 3 (apprentice), Lei 11.788 art. 11 (intern): two years at most.
LIMITED = ("fixed_term", "apprentice", "intern")
MOST_YEARS = 2
# CF art. 7 XXXIII; Lei 11.788 leaves interns to the school year, eSocial asks for 16.
YOUNGEST = {"apprentice": 14}
YOUNGEST_OTHERS = 16
MOST_PAY = Decimal("1000000.00")
CATEGORIES = {"apprentice": Employee.Category.APPRENTICE, "intern": Employee.Category.INTERN}


def check_contract(draft: EmployeeDraft, person: Person, today: date) -> dict[str, Any]:
    """
    The columns of the employee's row.

    :raises PersonInvalid: dates that contradict each other or the law, an amount of pay that cannot be
    """
    problems: list[dict[str, Any]] = []
    if draft.contract_kind not in Employee.ContractKind.values:
        problems.append({"field": "contract_kind", "problem": "not_offered"})
    if draft.state == Employee.State.ACTIVE and draft.admitted_on > today:
        problems.append({"field": "admitted_on", "problem": "starts_later"})
    if draft.pay is not None and not 0 < draft.pay <= MOST_PAY:
        problems.append({"field": "pay", "problem": "pay_range"})
    youngest = YOUNGEST.get(draft.contract_kind, YOUNGEST_OTHERS)
    if person.birth_date and years_between(person.birth_date, draft.admitted_on) < youngest:
        problems.append({"field": "birth_date", "problem": "too_young", "age": youngest})
    probation, wrong = _probation(draft)
    problems += wrong
    if draft.contract_kind in LIMITED:
        problems += _limit(draft)
    if problems:
        raise PersonInvalid(problems=problems)
    category = draft.category or CATEGORIES.get(draft.contract_kind, Employee.Category.GENERAL)
    return {
        "state": draft.state,
        "contract_kind": draft.contract_kind,
        "category": category,
        "admitted_on": draft.admitted_on,
        "term_ends_on": draft.term_ends_on if draft.contract_kind in LIMITED else None,
        **probation,
    }


def _probation(draft: EmployeeDraft) -> tuple[dict[str, date | None], list[dict[str, Any]]]:
    if draft.contract_kind != "probation":
        return {"probation_first_until": None, "probation_until": None}, []
    last_day = draft.admitted_on + timedelta(days=PROBATION_DAYS - 1)
    first = draft.probation_first_until or draft.admitted_on + timedelta(days=FIRST_PART_DAYS - 1)
    # A first part alone: whether it is extended is agreed later (hr.services.extend_probation).
    whole = draft.probation_until or (None if draft.probation_first_until else last_day)
    problems: list[dict[str, Any]] = []
    if not draft.admitted_on <= first <= (whole or first):
        problems.append({"field": "probation_first_until", "problem": "probation_order"})
    elif (whole or first) > last_day:
        field = "probation_until" if whole else "probation_first_until"
        problems.append({"field": field, "problem": "probation_long", "day": last_day})
    return {"probation_first_until": first, "probation_until": whole}, problems


def _limit(draft: EmployeeDraft) -> list[dict[str, Any]]:
    if draft.term_ends_on is None:
        return [{"field": "term_ends_on", "problem": "missing"}]
    if draft.term_ends_on <= draft.admitted_on:
        return [{"field": "term_ends_on", "problem": "ends_before"}]
    if years_between(draft.admitted_on, draft.term_ends_on - timedelta(days=1)) >= MOST_YEARS:
        return [{"field": "term_ends_on", "problem": "term_long"}]
    return []
