"""The file of an employee: who it is, the one next step, its parts, what was said about it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock, sensitive
from backoffice.core.views import StaffRequest, staff_view
from hr import queries
from hr.queries.file import EmployeeFile, get_file, history_of, personal_side
from hr.queries.photos import photo_url
from hr.views.people import menu, parts, tabs
from hr.views.people.looking import note_look

TABS = {
    "personal": gettext_lazy("Personal data"),
    "employment": gettext_lazy("Employment and history"),
    "papers": pgettext_lazy("people", "Papers"),
    "leave": gettext_lazy("Leave"),
    "esocial": "eSocial",
    "looks": gettext_lazy("Who looked"),
}
# What a "show" button opens: group of the trace -> what the reader must be allowed to see.
SHOWN: dict[str, Callable[[EmployeeFile], bool]] = {
    sensitive.PAY: lambda file: file.sight.pay,
    sensitive.BANK: lambda file: file.sight.bank,
    sensitive.ORIGIN: lambda file: file.sight.sensitive,
}


@staff_view(permission="hr.open_files")
def employee_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, load(request, number))


def load(request: StaffRequest, number: str) -> EmployeeFile:
    """The file, as far as this person may open it; the same 404 for a stranger's and for nobody's."""
    return get_file(number=number, actor=request.actor, today=clock.company_date(clock.now()))


def show(request: StaffRequest, file: EmployeeFile, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` is open over it when an act was asked by address or came back refused."""
    actor, employee = request.actor, file.employee
    offered = _tabs_of(file, request)
    tab = request.GET.get("tab", "") if request.GET.get("tab", "") in offered else next(iter(offered))
    shown = shown_groups(request, file)
    context = {
        "file": file,
        "employee": employee,
        "person": employee.person,
        "tab": tab,
        "tabs": [{"label": TABS[name], "url": _url(employee.number, name), "current": name == tab} for name in offered],
        "photo_url": photo_url(employee.number, file.photo),
        "facts": parts.head_facts(file),
        "menu": menu.acts(file, actor),
        "main": menu.next_step(file, actor),
        "may_change": menu.may_change(file, actor),
        "may_talk": actor.may("hr.view_people"),
        "may_print": actor.may("hr.view_personal") or file.sight.is_own,
        "shown": shown,
        "page_url": _url(employee.number, tab),
        "dialog": dialog,
        "has_errors": bool(dialog and dialog["form"].errors),
    }
    if tab == "personal":
        context |= parts.personal(file, personal_side(file, show_bank=sensitive.BANK in shown), shown)
    elif tab == "employment":
        context |= parts.employment(file, history_of(file, show_pay=sensitive.PAY in shown))
    elif tab == "looks":
        context["looks"] = queries.list_looks(person_key=employee.person.key)
    else:
        context["part"] = tabs.part_of(tab, request, file)
    return render(request, "hr/people/employee.html", context, status=status)


def shown_groups(request: StaffRequest, file: EmployeeFile) -> set[str]:
    """The sensitive groups that the reader asked to see and may; each look at somebody else's is noted."""
    if file.sight.is_own:
        return set(SHOWN)
    asked = {name for name in request.GET.getlist("show") if name in SHOWN and SHOWN[name](file)}
    for group in sorted(asked):
        note_look(file, group, request.actor)
    return asked


def _tabs_of(file: EmployeeFile, request: StaffRequest) -> list[str]:
    """A part that the reader may see nothing of is not offered."""
    hidden = {
        "personal": not (file.sight.document or file.sight.contact) and not request.actor.may("hr.view_people"),
        "looks": not (file.sight.sensitive or request.actor.may("hr.manage_privacy")),
        "papers": not tabs.offers("papers", request, file),
        "leave": not tabs.offers("leave", request, file),
        "esocial": not tabs.offers("esocial", request, file),
    }
    return [name for name in TABS if not hidden.get(name, False)]


def _url(number: str, tab: str) -> str:
    return f"{reverse('employee', args=[number])}?{urlencode({'tab': tab})}"
