"""Which texts somebody has to accept, and how they read with everything filled in."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from backoffice.core.company import get_company
from backoffice.core.templatetags import formats
from hr.admission import texts
from hr.errors import TextIncomplete
from hr.models import AddressTerm, Employee, Establishment, JobTerm, PayTerm, ScheduleTerm, TextVersion


def current_texts() -> list[TextVersion]:
    """The newest version of each text that was not retired, contracts first; one statement."""
    newest = TextVersion.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    return list(TextVersion.objects.filter(pk=Subquery(newest), retired_at=None).order_by("-is_contract", "code"))


def texts_for(contract_kind: str, among: Iterable[TextVersion]) -> list[TextVersion]:
    """
    Of the current texts those that a contract of this kind needs: one contract (one made for the kind goes before one for
    all kinds) and every policy for the kind or for all.
    """
    fitting = [text for text in among if text.contract_kind in ("", contract_kind)]
    contracts = sorted((text for text in fitting if text.is_contract), key=lambda text: (not text.contract_kind, text.code))
    return [*contracts[:1], *(text for text in fitting if not text.is_contract)]


def required_texts(employee: Employee) -> list[TextVersion]:
    """What this person has to accept now: the contract first, then the policies.  One statement."""
    return texts_for(employee.contract_kind, current_texts())


def render_text(text: TextVersion, employee: Employee, *, draft: bool = False) -> str:
    """
    The text with everything filled in, as it is shown, hashed and printed.

    ``draft`` leaves a line where something is not known yet, for previews.

    :raises TextIncomplete: naming the places that nobody has filled yet
    """
    values = values_of(employee)
    if not draft and (empty := texts.empty_places(text.body, values)):
        raise TextIncomplete(text=text.title, places=empty)
    return texts.fill(text.body, values)


def values_of(employee: Employee) -> dict[str, str]:
    """What the places are filled with: what was agreed for the first day.  A fixed number of statements."""
    on = employee.admitted_on
    job = JobTerm.objects.select_related("position", "department", "establishment").filter(employee=employee, valid__contains=on).first()
    pay = PayTerm.objects.filter(employee=employee, valid__contains=on).first()
    term = ScheduleTerm.objects.select_related("schedule").filter(employee=employee, valid__contains=on).first()
    person = employee.person
    home = AddressTerm.objects.filter(person=person, valid__contains=on).first()
    return {
        "empresa": get_company().legal_name or get_company().name,
        "nome": person.name,
        "cpf": formats.cpf_cnpj(person.cpf) if person.cpf else "",
        "nascimento": texts.day(person.birth_date),
        "endereco": _address(home) if home else "",
        "matricula": employee.number,
        "inicio": texts.day(employee.admitted_on),
        "experiencia_primeira_parte": texts.day(employee.probation_first_until),
        "experiencia_ate": texts.day(employee.probation_until),
        "termino": texts.day(employee.term_ends_on),
        **(_of_job(job) if job else {}),
        "salario": texts.money(pay.amount, pay.unit) if pay else "",
        **({"jornada": term.schedule.name, "horas_semanais": formats.qty(term.schedule.weekly_hours)} if term else {}),
    }


def _of_job(job: JobTerm) -> dict[str, str]:
    return {
        "cnpj": formats.cpf_cnpj(job.establishment.cnpj),
        "endereco_empresa": _address(job.establishment),
        "cidade": f"{job.establishment.city}/{job.establishment.state}",
        "cargo": job.position.name,
        "cbo": job.position.cbo,
        "departamento": job.department.name,
    }


def _address(place: AddressTerm | Establishment) -> str:
    street = ", ".join(filter(None, [place.street, place.number, place.complement, place.district]))
    return f"{street}, {place.city}/{place.state}, CEP {place.postal_code[:5]}-{place.postal_code[5:]}"
