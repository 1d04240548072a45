"""Who leads whom."""

from django.http import HttpResponse
from django.shortcuts import render

from backoffice.core import clock
from backoffice.core.views import StaffRequest, staff_view
from hr.queries import org_chart as read


@staff_view(permission="hr.open_files")
def org_chart(request: StaffRequest) -> HttpResponse:
    tops = read.org_chart(actor=request.actor, today=clock.company_date(clock.now()))
    count = sum(1 + seat.count for seat in tops)
    return render(request, "hr/people/org_chart.html", {"tops": tops, "count": count, "may_change": request.actor.may("hr.change_people")})
