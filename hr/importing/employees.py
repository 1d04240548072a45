"""
People who work here already, told apart by CPF and matrícula.

Somebody new gets a file with everything agreed from the first day; of somebody known only personal data change: what is
dated (position, pay, hours, address) is changed in the file, with its day.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from backoffice.core import clock
from backoffice.imports.importer import (
    CHANGED,
    NEW,
    SAME,
    Change,
    Context,
    DoneRow,
    Finding,
    Importer,
    Option,
    Outcome,
    ParsedRow,
    PlannedRow,
    Problem,
)
from hr import services
from hr.error_texts.people import PROBLEMS, problem_text
from hr.errors import PersonInvalid
from hr.importing.columns import COLUMNS
from hr.importing.places import MAKE, REFUSE, Places, make_places, read_places
from hr.models import Employee, Person
from hr.queries.people import last_days
from hr.services import EmployeeDraft
from hr.services.employment_rules import check_contract

_PERSON = ("name", "social_name", "birth_date", "sex", "marital_status", "email", "phone", "mother_name", "pis")
_ADDRESS = ("postal_code", "street", "street_number", "complement", "district", "city", "state")


def _identify(row: ParsedRow, context: Context) -> str:
    return str(row.values["cpf"])


def _plain(value: Any) -> str:
    """A value as a change keeps it."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _draft(values: Mapping[str, Any], places: Places) -> EmployeeDraft:
    address = {name: values[name] for name in _ADDRESS if name in values and name != "street_number"}
    if "street_number" in values:
        address["number"] = values["street_number"]
    return EmployeeDraft(
        person={name: values[name] for name in (*_PERSON, "cpf") if name in values},
        contract_kind=values.get("contract_kind", Employee.ContractKind.INDEFINITE),
        admitted_on=values["admitted_on"],
        term_ends_on=values.get("term_ends_on"),
        pay=values.get("pay"),
        number=values.get("number", ""),
        address=address,
        **places.ids(values),
    )


class _Known:
    """Who of the rows is known: contracts by matrícula, open ones by CPF, persons and their last days by CPF; four statements."""

    def __init__(self, rows: Sequence[ParsedRow], *, lock: bool) -> None:
        cpfs = [row.values["cpf"] for row in rows]
        people = Person.objects.filter(cpf__in=cpfs).order_by("pk")
        self.people = {person.cpf: person for person in (people.select_for_update() if lock else people)}
        left = last_days(person_ids=[person.pk for person in self.people.values()])
        self.left = {cpf: left[person.pk] for cpf, person in self.people.items() if person.pk in left}
        employees = Employee.objects.select_related("person")
        numbers = [row.values["number"] for row in rows if "number" in row.values]
        self.by_number = {each.number: each for each in employees.filter(number__in=numbers)}
        open_ones = employees.filter(person__cpf__in=cpfs).exclude(state=Employee.State.ENDED)
        self.by_cpf = {each.person.cpf: each for each in open_ones}


def _analyse(rows: Sequence[ParsedRow], context: Context) -> list[Finding]:
    known, places = _Known(rows, lock=context.is_run), read_places(context)
    today = clock.company_date(context.at)
    return [_finding(row.values, known, places, today) for row in rows]


def _finding(values: Mapping[str, Any], known: _Known, places: Places, today: date) -> Finding:
    title, number = str(values["name"]), values.get("number", "")
    same_number, present = known.by_number.get(number), known.by_cpf.get(values["cpf"])
    if same_number is not None and same_number.person.cpf != values["cpf"]:
        return Finding.refused(Problem("number_of_another", column="number", value=number), title=title)
    employee = same_number or present
    if present is not None and number and present.number != number:
        return Finding.refused(Problem("works_here", column="number", value=number, data={"number": present.number}), title=title)
    if employee is not None:
        return _known_person(values, known.people[values["cpf"]], title)
    problems = places.problems(values) + _contract_problems(values, places, today)
    left = known.left.get(values["cpf"])
    if left is not None and values["admitted_on"] <= left:
        shown = _shown("admitted_on", values)
        problems.append(Problem("contract_before", column="admitted_on", value=shown, data=_kept({"day": left})))
    if problems:
        return Finding.refused(*problems, title=title)
    return Finding(NEW, title=title, changes=tuple(Change(name, None, _plain(value)) for name, value in values.items() if name != "name"))


def _known_person(values: Mapping[str, Any], person: Person, title: str) -> Finding:
    changes = tuple(
        Change(name, before, after)
        for name in _PERSON
        if name in values and (after := _plain(values[name])) != (before := _plain(getattr(person, name)))
    )
    return Finding(CHANGED if changes else SAME, title=title, changes=changes)


def _contract_problems(values: Mapping[str, Any], places: Places, today: date) -> list[Problem]:
    """What the services would refuse, by column."""
    draft, found = _draft(values, places), []
    person = Person(birth_date=values.get("birth_date"))
    checks: list[Any] = [lambda: services.check_person(draft.person, today=today), lambda: check_contract(draft, person, today)]
    if draft.address:
        checks.append(lambda: services.check_address(draft.address))
    for check in checks:
        try:
            check()
        except PersonInvalid as wrong:
            for problem in wrong.data["problems"]:
                column = "street_number" if problem["field"] == "number" and check is checks[-1] and draft.address else problem["field"]
                data = {key: value for key, value in problem.items() if key not in ("field", "problem")}
                found.append(Problem(problem["problem"], column=column, value=_shown(column, values), data=_kept(data)))
    return found


def _shown(name: str, values: Mapping[str, Any]) -> str:
    """The value as people write it; what the file does not have is empty."""
    plain = _plain(values.get(name))
    column = EMPLOYEES.column(name)
    return column.show(plain) if plain and column is not None else plain


def _kept(data: Mapping[str, Any]) -> dict[str, Any]:
    """Problems are stored as JSON."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}


def _apply(rows: Sequence[PlannedRow], context: Context) -> list[Outcome]:
    fresh = [planned.row for planned in rows if planned.finding.verdict == NEW]
    targets: dict[int, dict[str, Any]] = {}
    if fresh:
        places = make_places(fresh, context)
        drafts = [_draft(row.values, places) for row in fresh]
        made = services.add_employees(drafts=drafts, by=context.by, at=context.at)
        targets = {row.line: {"employee": employee.number} for row, employee in zip(fresh, made, strict=True)}
    changed = [planned for planned in rows if planned.finding.verdict == CHANGED]
    if changed:
        people = {person.cpf: person for person in Person.objects.filter(cpf__in=[planned.row.values["cpf"] for planned in changed])}
        changes = {}
        for planned in changed:
            person = people[planned.row.values["cpf"]]
            changes[person.pk] = {change.column: planned.row.values[change.column] for change in planned.finding.changes}
            targets[planned.row.line] = {"person": person.pk}
        services.change_people(changes=changes, by=context.by, at=context.at)
    return [Outcome(target=targets[planned.row.line]) for planned in rows]


def _blocked(rows: Sequence[DoneRow], context: Context) -> list[Problem | None]:
    numbers = [row.target["employee"] for row in rows if row.verdict == NEW]
    in_use = services.employees_in_use(numbers=numbers)
    people = {
        person.pk: person for person in Person.objects.filter(pk__in=[row.target["person"] for row in rows if "person" in row.target])
    }
    answers: list[Problem | None] = []
    for row in rows:
        if row.verdict == NEW:
            answers.append(Problem("file_in_use") if row.target["employee"] in in_use else None)
            continue
        person = people.get(row.target["person"])
        later = [change.column for change in row.changes if person is None or _plain(getattr(person, change.column)) != change.after]
        answers.append(Problem("changed_since_import", column=later[0]) if later else None)
    return answers


def _undo(rows: Sequence[DoneRow], context: Context) -> Mapping[int, Problem]:
    services.remove_employees(numbers=[row.target["employee"] for row in rows if row.verdict == NEW], by=context.by, at=context.at)
    changes = {
        row.target["person"]: {change.column: _value(change.column, change.before or "") for change in row.changes}
        for row in rows
        if row.verdict == CHANGED
    }
    services.change_people(changes=changes, by=context.by, at=context.at)
    return {}


def _value(column: str, plain: str) -> Any:
    return (date.fromisoformat(plain) if plain else None) if column == "birth_date" else plain


def _said(code: str) -> Any:
    def say(data: Mapping[str, Any]) -> str:
        day = data.get("day")
        known = dict(data) | ({"day": date.fromisoformat(day)} if isinstance(day, str) else {})
        return problem_text({"problem": code} | known)

    return say


EMPLOYEES = Importer(
    key="funcionarios",
    title=pgettext_lazy("import", "Employees"),
    intro=gettext_lazy(
        "People who work here, with contract, position, salary and address. Of those who are known by CPF only personal data change."
    ),
    permission="hr.change_people",
    icon="groups",
    columns=COLUMNS,
    key_columns=("cpf", "number"),
    samples=(
        {
            "cpf": "529.982.247-25",
            "number": "0101",
            "name": "Ana Beatriz Nogueira",
            "birth_date": "14/05/1996",
            "sex": "F",
            "email": "ana@exemplo.com.br",
            "phone": "(41) 99999-0001",
            "admitted_on": "03/02/2025",
            "contract_kind": "indeterminado",
            "position": "Auxiliar de expedição",
            "cbo": "414140",
            "department": "Expedição",
            "schedule": "Comercial 44 h",
            "pay": "2.350,00",
            "postal_code": "80420-090",
            "street": "Rua Brigadeiro Franco",
            "street_number": "1200",
            "district": "Batel",
            "city": "Curitiba",
            "state": "PR",
        },
    ),
    identify=_identify,
    analyse=_analyse,
    apply=_apply,
    blocked=_blocked,
    undo=_undo,
    options=(
        Option(
            name="missing",
            label=gettext_lazy("Positions and departments that do not exist yet"),
            choices=lambda: [
                (REFUSE, gettext_lazy("Leave their rows out")),
                (MAKE, gettext_lazy("Make them; a position needs its CBO in the file")),
            ],
        ),
    ),
    problems={code: _said(code) for code in PROBLEMS}
    | {
        "cpf_zeros_lost": lambda data: (
            _("Excel cut off the zeros: it may be %(cpf)s. Format the column as Text and type it again.") % dict(data)
        ),
        "day_form": lambda data: _("It is no date with its year. Write it like 24/11/2026."),
        "no_such_day": lambda data: _("There is no such day. Write it like 24/11/2026."),
        "contract_form": lambda data: _("It is no kind of contract. Write indeterminado, experiência, determinado, aprendiz or estágio."),
        "cbo_form": lambda data: _("A CBO code has six digits, like 414105."),
        "number_of_another": lambda data: _("This registration number belongs to somebody else. Correct the number or the CPF."),
        "works_here": lambda data: (
            _("The person works here with registration number %(number)s. Use that number, or leave it empty.") % dict(data)
        ),
        "position_unknown": lambda data: _("There is no such position. Add it to the register, or have it made."),
        "department_unknown": lambda data: _("There is no such department. Add it to the register, or have it made."),
        "position_without_cbo": lambda data: _("The position does not exist yet and its CBO is missing. Fill in the column CBO."),
        "schedule_unknown": lambda data: _("There is no such work schedule. Add it to the register: it says the hours of each day."),
        "establishment_unknown": lambda data: _("There is no such establishment. Add it to the register, or leave the cell empty."),
        "file_in_use": lambda data: _("The file is in use already: something was changed or added since. It stays."),
        "changed_since_import": lambda data: _("Somebody changed the file after the import. Change it there if needed."),
    },
    undo_new=ngettext_lazy("Deletes the file of %(count)d person", "Deletes the files of %(count)d people", "count"),
    undo_changed=ngettext_lazy("Gives %(count)d person the old data back", "Gives %(count)d people the old data back", "count"),
    done_url_name="people",
)
