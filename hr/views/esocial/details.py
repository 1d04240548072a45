"""From when eSocial is told from here, and what only eSocial asks about a contract."""

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
from backoffice.core.forms import LocalizedDateField
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.errors import EsocialSettingsWrong
from hr.models import EsocialEmployer, EsocialTerms

_NONE = [("", gettext_lazy("not said"))]


class SettingsForm(forms.Form):
    """Since when, and to which environment."""

    since = LocalizedDateField(
        label=gettext_lazy("Changes from this day on are told from here"),
        help_text=gettext_lazy("What happened earlier was told by another program and is not asked for again."),
    )
    environment = forms.ChoiceField(
        label=gettext_lazy("Environment"),
        choices=EsocialEmployer.Environment.choices,
        help_text=gettext_lazy("Files for the test environment count nothing; change it before the first real file."),
    )


class TermsForm(forms.Form):
    """Only what fits the contract is asked: the school of apprentices, the residence of foreigners."""

    regime = forms.ChoiceField(label=gettext_lazy("Regime of working time"), choices=EsocialTerms.Regime.choices)
    early_end_clause = forms.BooleanField(
        label=gettext_lazy("Either side may end the term early"),
        required=False,
        help_text=gettext_lazy("The clause of CLT art. 481, of contracts with an end and of probation."),
    )
    school_cnpj = forms.CharField(label=gettext_lazy("CNPJ of the training entity"), required=False, max_length=20)
    residence = forms.ChoiceField(
        label=gettext_lazy("Residence in Brazil"), choices=[*_NONE, *EsocialTerms.Residence.choices], required=False
    )
    entry_condition = forms.ChoiceField(
        label=gettext_lazy("Condition of entry"), choices=[*_NONE, *EsocialTerms.Entry.choices], required=False
    )

    def __init__(self, *args: Any, apprentice: bool, foreigner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, is_asked in (("school_cnpj", apprentice), ("residence", foreigner), ("entry_condition", foreigner)):
            if not is_asked:
                del self.fields[name]


@staff_view(permission="hr.use_esocial", methods=("GET", "POST"))
def settings_page(request: StaffRequest) -> HttpResponse:
    present = queries.get_esocial_settings()
    initial = {"since": present.since, "environment": present.environment} if present else {}
    form = SettingsForm(request.POST) if request.method == "POST" else SettingsForm(initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.save_esocial_settings(**form.cleaned_data, by=request.actor, at=clock.now())
        except EsocialSettingsWrong as wrong:
            form.add_error(wrong.data["field"], text_of(wrong))
        else:
            messages.success(request, _("eSocial settings saved."))
            return HttpResponseRedirect(reverse("esocial_due"))
    context = {"form": form, "present": present, "schemas": queries.list_schemas(), "has_errors": bool(form.errors)}
    return render(request, "hr/esocial/settings.html", context, status=422 if form.errors else 200)


@staff_view(permission="hr.use_esocial", methods=("GET", "POST"))
def terms_page(request: StaffRequest, number: str) -> HttpResponse:
    employee = queries.get_employee(number=number, actor=request.actor)
    terms = queries.get_esocial_terms(employee.pk)
    asked = {"apprentice": employee.category == "103", "foreigner": employee.person.nationality != "105"}
    initial = {name: getattr(terms, name) for name in TermsForm.base_fields}
    form = TermsForm(request.POST, **asked) if request.method == "POST" else TermsForm(initial=initial, **asked)
    if form.is_bound and form.is_valid():
        # What is not asked stays as it is.
        values = initial | form.cleaned_data
        try:
            services.save_esocial_terms(employee_number=number, **values, by=request.actor, at=clock.now())
        except EsocialSettingsWrong as wrong:
            form.add_error(wrong.data["field"], text_of(wrong))
        else:
            messages.success(request, _("eSocial details saved."))
            return HttpResponseRedirect(f"{reverse('employee', args=[number])}?tab=esocial")
    context = {"form": form, "employee": employee, "has_errors": bool(form.errors)}
    return render(request, "hr/esocial/terms.html", context, status=422 if form.errors else 200)
