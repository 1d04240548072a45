"""Take a request in."""

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
from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy import services
from backoffice.privacy.errors import InvalidDocument, WhoMissing
from backoffice.privacy.models import SubjectRequest
from backoffice.privacy.services import NewRequest
from backoffice.privacy.views.board import DESK

# What comes in through the own file has its own form there.
_CHANNELS = [choice for choice in SubjectRequest.Channel.choices if choice[0] != SubjectRequest.Channel.SELF]


class RequestForm(forms.Form):
    """Who asks for what, how it came in."""

    kind = forms.ChoiceField(label=gettext_lazy("Right"), choices=[("", gettext_lazy("Choose")), *SubjectRequest.Kind.choices])
    name = PlainTextField(label=gettext_lazy("Who asks"), max_length=120)
    document = PlainTextField(label=gettext_lazy("CPF or CNPJ"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Came by"), choices=[("", gettext_lazy("Choose")), *_CHANNELS])
    received_on = LocalizedDateField(
        label=gettext_lazy("Received on"), latest_today=True, help_text=gettext_lazy("The time to answer runs from this day.")
    )
    details = PlainTextField(label=gettext_lazy("What is asked"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not told.get("document") and not told.get("email"):
            self.add_error("document", _("Give the CPF or the e-mail: one of them is needed to find the data."))
        return told


@staff_view(permission=DESK, methods=("GET", "POST"))
def request_new(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, RequestForm(initial={"token": uuid4(), "received_on": clock.company_date(clock.now())}))
    form = RequestForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        made = services.open_request(new=NewRequest(**form.cleaned_data), by=request.actor, at=clock.now())
    except (WhoMissing, InvalidDocument) as refusal:
        form.add_error("document", text_of(refusal))
        return _show(request, form, status=422)
    told = _("%(number)s was taken in. Answer until %(day)s.")
    messages.success(request, told % {"number": made.number, "day": formats.day_month_year(made.due_on)})
    return HttpResponseRedirect(reverse("privacy_request", args=[made.number]))


def _show(request: StaffRequest, form: RequestForm, status: int = 200) -> HttpResponse:
    return render(request, "privacy/new.html", {"form": form}, status=status)
