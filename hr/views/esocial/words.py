"""What is missing for a file in words, and where it is filled in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hr.esocial.missing import Missing
from hr.models import EsocialEvent

Place = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MissingLine:
    """``text`` names the fact and the person, ``url`` is where it is filled in."""

    text: str
    url: str


def _of(name: str) -> Place:
    return lambda number: reverse(name, args=[number])


def _leave_tab(number: str) -> str:
    return f"{reverse('employee', args=[number])}?tab=leave"


def _relations(number: str) -> str:
    return f"{reverse('employee', args=[number])}?tab=personal"


def _register(name: str) -> Place:
    return lambda number: reverse(f"admin:hr_{name}_changelist")


# code -> sentence with %(who)s (the person, or the dependent), and the page that takes it.
WORDS: dict[str, tuple[str | Promise, Place]] = {
    "worker.cpf": (gettext_lazy("The CPF of %(who)s is missing or wrong."), _of("employee_edit")),
    "worker.name": (gettext_lazy("The civil name of %(who)s is missing or too long."), _of("employee_edit")),
    "worker.social_name": (gettext_lazy("The social name of %(who)s has one letter only."), _of("employee_edit")),
    "worker.birth_date": (gettext_lazy("The date of birth of %(who)s is missing."), _of("employee_edit")),
    "worker.sex": (gettext_lazy("The sex of %(who)s is missing."), _of("employee_edit")),
    "worker.race_colour": (gettext_lazy("The race or colour of %(who)s is missing; “not said” is refused."), _of("employee_edit")),
    "worker.marital_status": (gettext_lazy("The marital status of %(who)s is wrong."), _of("employee_edit")),
    "worker.education": (gettext_lazy("The schooling of %(who)s is missing."), _of("employee_edit")),
    "worker.birth_country": (gettext_lazy("The country of birth of %(who)s is missing."), _of("employee_edit")),
    "worker.nationality": (gettext_lazy("The nationality of %(who)s is missing."), _of("employee_edit")),
    "worker.immigration": (gettext_lazy("The residence and condition of entry of %(who)s are missing."), _of("esocial_terms")),
    "address": (gettext_lazy("The address of %(who)s is missing."), _of("employee_address")),
    "address.street": (gettext_lazy("The street of %(who)s is missing."), _of("employee_address")),
    "address.number": (gettext_lazy("The house number of %(who)s is missing (S/N where there is none)."), _of("employee_address")),
    "address.street_kind": (gettext_lazy("The kind of street of %(who)s has more than 4 letters."), _of("employee_address")),
    "address.postal_code": (gettext_lazy("The CEP of %(who)s is missing or wrong."), _of("employee_address")),
    "address.city_code": (gettext_lazy("The city of %(who)s is not known to the IBGE."), _of("employee_address")),
    "address.state": (gettext_lazy("The state of %(who)s is missing."), _of("employee_address")),
    "dependent.name": (gettext_lazy("The name of a dependent is missing or too long."), _relations),
    "dependent.birth_date": (gettext_lazy("The date of birth of %(who)s, dependent, is wrong."), _relations),
    "dependent.kind": (gettext_lazy("The relationship of %(who)s, dependent, is missing."), _relations),
    "dependent.cpf": (gettext_lazy("The CPF of %(who)s, dependent, is missing or wrong."), _relations),
    "contract.number": (
        gettext_lazy("The registration number of %(who)s cannot be told: up to 30 characters, not beginning with eSocial."),
        _of("employee"),
    ),
    "contract.position": (gettext_lazy("The position of %(who)s is missing."), _of("employee_job")),
    "contract.cbo": (gettext_lazy("The CBO of the position of %(who)s is missing."), _register("position")),
    "contract.pay": (gettext_lazy("The salary of %(who)s is missing."), _of("employee_pay")),
    "contract.schedule": (gettext_lazy("The work schedule of %(who)s is missing."), _of("employee_schedule")),
    "contract.work_days": (gettext_lazy("The work schedule of %(who)s has no days and hours."), _register("workschedule")),
    "contract.ends_on": (gettext_lazy("The end of the contract of %(who)s is missing: an apprentice has one."), _of("employee")),
    "contract.school_cnpj": (gettext_lazy("The CNPJ of the training entity of %(who)s is missing."), _of("esocial_terms")),
    "establishment.cnpj": (gettext_lazy("The establishment of %(who)s has no CNPJ."), _register("establishment")),
    "establishment.union_cnpj": (gettext_lazy("The establishment of %(who)s has no CNPJ of the union."), _register("establishment")),
    "establishment.root": (
        gettext_lazy("The CNPJ of the establishment of %(who)s is not one of this company."),
        _register("establishment"),
    ),
    "company.cnpj": (gettext_lazy("The CNPJ of the company is missing."), lambda number: reverse("company")),
    "leave.motive": (gettext_lazy("The kind of this leave has no motive of eSocial."), _register("leavekind")),
    "leave.last_day": (gettext_lazy("The leave of %(who)s ends before it begins."), _leave_tab),
    "leave.window_start": (gettext_lazy("The year of acquisition of this vacation of %(who)s is missing."), _leave_tab),
    "leave.note": (gettext_lazy("Leave without pay asks for a note on its reason."), _leave_tab),
    "termination.reason": (gettext_lazy("The reason of the termination is missing."), _of("esocial_termination")),
    "termination.notice_given_on": (gettext_lazy("The notice was given after the last day."), _of("esocial_termination")),
    "termination.notice_until": (gettext_lazy("The projected end of the notice is before the last day."), _of("esocial_termination")),
    "termination.allocation": (gettext_lazy("The code of the tax allocation (lotação) is missing."), _of("esocial_termination")),
    "termination.items": (gettext_lazy("A pay item has no code, table or amount."), _of("esocial_termination")),
}


def missing_lines(missing: "tuple[Missing, ...]", *, number: str, called: str) -> list[MissingLine]:
    """Everything that is missing, each with its sentence and its page."""
    lines = []
    for each in missing:
        text, place = WORDS[each.code]
        lines.append(MissingLine(str(text) % {"who": each.whose or called}, place(number)))
    return lines


def kind_label(kind: str) -> str:
    """ "S-2200" -> "S-2200 admissão"."""
    return str(dict(EsocialEvent.Kind.choices).get(kind, kind))


def due_words(days: int) -> str:
    """ "in 3 days", "today", "2 days late"."""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("1 day late")
    return _("%(n)s days late") % {"n": -days} if days < 0 else _("in %(n)s days") % {"n": days}
