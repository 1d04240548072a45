"""The rules of the desk, and the map of what is held."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.forms import PlainTextField, WholeNumberField
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy import mapping, queries, services
from backoffice.privacy.errors import RulesChanged
from backoffice.privacy.services.rules import Rules
from backoffice.privacy.views.board import DESK


class RulesForm(forms.Form):
    """How long, how fast, who answers."""

    is_small_agent = forms.BooleanField(
        label=gettext_lazy("Small agent: 30 days to answer instead of 15"),
        help_text=gettext_lazy("Micro and small companies, startups, private persons without high-risk processing (Res. CD/ANPD 2/2022)."),
        required=False,
    )
    candidate_months = WholeNumberField(label=gettext_lazy("Months that data of candidates not hired are kept"), min_value=1, max_value=60)
    contact = PlainTextField(
        label=gettext_lazy("Who answers for personal data"),
        help_text=gettext_lazy("Name and e-mail of the person in charge (LGPD art. 41); stands on every export."),
        max_length=200,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)


@staff_view(permission=DESK, methods=("GET", "POST"))
def rules_page(request: StaffRequest) -> HttpResponse:
    rules = queries.get_rules()
    if request.method != "POST":
        return render(request, "privacy/rules.html", {"form": RulesForm(initial=vars_of(rules))})
    form = RulesForm(request.POST)
    if not form.is_valid():
        return render(request, "privacy/rules.html", {"form": form}, status=422)
    try:
        services.save_rules(rules=Rules(**form.cleaned_data), by=request.actor, at=clock.now())
    except RulesChanged as refusal:
        form.add_error(None, text_of(refusal))
        return render(request, "privacy/rules.html", {"form": form}, status=409)
    messages.success(request, _("The rules were saved. Requests under way keep their day."))
    return HttpResponseRedirect(reverse("privacy_rules"))


def vars_of(rules: Rules) -> dict[str, Any]:
    """The rules as the form's first values."""
    return {
        "is_small_agent": rules.is_small_agent,
        "candidate_months": rules.candidate_months,
        "contact": rules.contact,
        "version": rules.version,
    }


@staff_view(permission=DESK)
def data_map(request: StaffRequest) -> HttpResponse:
    """What is held of whom, what for, by which right, how long."""
    return render(request, "privacy/map.html", {"areas": mapping.areas_of_map()})
