"""A manager names who decides meanwhile."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.leave.days import DAY, Stretch
from hr.models import Delegation, Employee


class DelegateForm(forms.Form):
    """Who, from when, until when."""

    delegate = forms.ChoiceField(label=gettext_lazy("Who decides in your place"))
    first = LocalizedDateField(label=gettext_lazy("First day"))
    last = LocalizedDateField(label=gettext_lazy("Last day"))
    reason = PlainTextField(label=gettext_lazy("Reason"), required=False, max_length=120)


@staff_view(permission="hr.decide_team_leave", methods=("GET", "POST"))
def delegate(request: StaffRequest) -> HttpResponse:
    me = queries.employee_of(request.actor)
    if me is None:
        return render(request, "hr/leave/not_employed.html")
    form = DelegateForm(request.POST or None)
    people = (
        Employee.objects.filter(state=Employee.State.ACTIVE, user__is_active=True).exclude(person_id=me.person_id).select_related("person")
    )
    names = sorted(((each.number, f"{each.person.called} ({each.number})") for each in people), key=lambda pair: pair[1])
    form.fields["delegate"].choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            stretch = Stretch(data["first"], data["last"])
            services.delegate_leave(
                delegate_number=data["delegate"], stretch=stretch, reason=data["reason"], by=request.actor, at=clock.now()
            )
        except BusinessError as error:
            form.add_error(None, text_of(error))
            status = error.status
        else:
            messages.success(request, _("Done. Requests of your team can be decided there too."))
            return HttpResponseRedirect(reverse("delegate_leave"))
    elif request.method == "POST":
        status = 422
    today = clock.company_date(clock.now())
    given = Delegation.objects.filter(manager=me).select_related("delegate__person")[:20]
    rows = [
        {
            "each": each,
            "last": each.valid.upper - DAY,
            "is_open": each.ended_at is None and each.valid.upper > today,
        }
        for each in given
    ]
    return render(request, "hr/leave/delegate.html", {"form": form, "rows": rows}, status=status)


@staff_view(permission="hr.decide_team_leave", methods=("POST",))
def end(request: StaffRequest, delegation_id: int) -> HttpResponse:
    services.end_delegation(delegation_id=delegation_id, by=request.actor, at=clock.now())
    messages.success(request, _("Ended: you decide again alone."))
    return HttpResponseRedirect(reverse("delegate_leave"))
