"""What I signed, and who looked at my data."""

from django.http import HttpResponse
from django.shortcuts import render

from backoffice.core import clock
from backoffice.core.errors import NotFound
from backoffice.core.views import StaffRequest
from hr import queries
from hr.models import Employee
from hr.portal.paper import acceptance_pdf
from hr.views.me.own import own_file


@own_file()
def my_contract(request: StaffRequest, employee: Employee) -> HttpResponse:
    mine = queries.get_own_file(employee=employee, today=clock.company_date(clock.now()))
    context = {"employee": employee, "mine": mine, "acceptances": queries.acceptances_of(employee.pk)}
    return render(request, "hr/me/contract.html", context)


@own_file()
def my_acceptance(request: StaffRequest, employee: Employee, code: str) -> HttpResponse:
    """The signed copy of a text that I accepted."""
    found = [each for each in queries.acceptances_of(employee.pk) if each.code == code]
    if not found:
        raise NotFound(kind="acceptance", key=code[:20])
    answer = HttpResponse(acceptance_pdf(found[0]), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found[0].code}.pdf"'
    return answer


@own_file()
def my_looks(request: StaffRequest, employee: Employee) -> HttpResponse:
    return render(request, "hr/me/looks.html", {"looks": queries.list_looks(person_key=employee.person.key)})
