"""The parts of a file that other desks draw: who offers one, and with which template and context."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backoffice.core import clock
from backoffice.core.views import StaffRequest
from hr.queries.file import EmployeeFile
from hr.views.esocial.parts import of_employee
from hr.views.leave.employee import leave_part
from hr.views.papers.of_person import papers_of


@dataclass(frozen=True, slots=True)
class Part:
    """``context`` is what the template asks for; ``permission`` opens it for others' files, one's own is always open."""

    template: str
    context: Callable[[StaffRequest, EmployeeFile], Mapping[str, Any]]
    permission: str


def _papers(request: StaffRequest, file: EmployeeFile) -> Mapping[str, Any]:
    return papers_of(file.employee, actor=request.actor, today=clock.company_date(clock.now()))


def _esocial(request: StaffRequest, file: EmployeeFile) -> Mapping[str, Any]:
    return of_employee(file.employee, request.actor)


PARTS: dict[str, Part] = {
    "papers": Part("hr/papers/_of_person.html", _papers, "hr.view_documents"),
    "esocial": Part("hr/esocial/_of_employee.html", _esocial, "hr.use_esocial"),
    "leave": Part("hr/leave/employee.html", leave_part, "hr.see_leave"),
}


def offers(name: str, request: StaffRequest, file: EmployeeFile) -> bool:
    """Whether the reader has this part of the file."""
    part = PARTS.get(name)
    return part is not None and (file.sight.is_own or request.actor.may(part.permission))


def part_of(name: str, request: StaffRequest, file: EmployeeFile) -> dict[str, Any]:
    """Template and context of the part."""
    part = PARTS[name]
    return {"template": part.template, **part.context(request, file)}
