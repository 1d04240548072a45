"""My rights: ask for my data, and see what became of it."""

from typing import Any
from uuid import uuid4

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
from backoffice.core.forms import PlainTextField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest
from backoffice.privacy import queries as privacy
from backoffice.privacy.models import SubjectRequest
from backoffice.privacy.services import NewRequest, open_request
from hr.models import Employee
from hr.views.me.own import own_file


class RightForm(forms.Form):
    """Which right, and what is meant."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want?"),
        choices=SubjectRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    details = PlainTextField(label=gettext_lazy("In your words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False


@own_file(methods=("GET", "POST"))
def my_requests(request: StaffRequest, employee: Employee) -> HttpResponse:
    form = RightForm(request.POST if request.method == "POST" else None, initial={"token": uuid4()})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                made = _open(request, employee, form.cleaned_data)
            except BusinessError as refusal:
                form.add_error(None, text_of(refusal))
            else:
                told = _("%(number)s: the answer comes by %(day)s.")
                messages.success(request, told % {"number": made.number, "day": formats.day_month_year(made.due_on)})
                return HttpResponseRedirect(reverse("my_requests"))
        status = 422
    now = clock.now()
    context = {"form": form, "requests": privacy.list_own_requests(actor=request.actor), "now": now}
    return render(request, "hr/me/rights.html", context, status=status)


def _open(request: StaffRequest, employee: Employee, given: dict[str, Any]) -> SubjectRequest:
    now, person = clock.now(), employee.person
    new = NewRequest(
        kind=given["kind"],
        channel=SubjectRequest.Channel.SELF,
        name=person.name,
        document=person.cpf,
        email=person.email,
        details=given["details"],
        received_on=clock.company_date(now),
        token=given["token"],
        user_id=request.actor.id,
    )
    return open_request(new=new, by=request.actor, at=now)
