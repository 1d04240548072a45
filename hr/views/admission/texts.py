"""Contracts and policies: which are in force, a new wording, how it reads with a candidate's data."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, sensitive
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.forms import PlainTextField
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.admission import texts
from hr.models import Admission, Employee, TextVersion
from hr.views.admission.board import view_tabs

_ALL = [("", gettext_lazy("of every kind"))]


class TextForm(forms.Form):
    """A wording.  The code of one that exists is fixed by its address."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=30, help_text=gettext_lazy("Short, without spaces or accents; it never changes.")
    )
    title = PlainTextField(label=gettext_lazy("Title"), max_length=120)
    is_contract = forms.BooleanField(
        label=gettext_lazy("This is the contract itself"),
        required=False,
        help_text=gettext_lazy("Of several, the one for the kind is taken."),
    )
    contract_kind = forms.ChoiceField(label=gettext_lazy("For contracts"), required=False, choices=[*_ALL, *Employee.ContractKind.choices])
    body = forms.CharField(label=gettext_lazy("Text"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 24}))

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        if code:
            del self.fields["code"]


@staff_view(permission="hr.admit", methods=("GET", "POST"))
def text_list(request: StaffRequest) -> HttpResponse:
    """What is in force; POST puts the standard texts in force where there are none."""
    if request.method == "POST":
        count = services.install_standard_texts(by=request.actor, at=clock.now())
        told = (
            _("Standard texts in force: %(count)d. Read them, adapt them, have your lawyer look.") if count else _("Nothing was missing.")
        )
        messages.success(request, told % {"count": count} if count else told)
        return HttpResponseRedirect(reverse("admission_texts"))
    rows = queries.current_texts()
    return render(
        request, "hr/admission/texts.html", {"texts": rows, "tabs": view_tabs("texts"), "kinds": dict(Employee.ContractKind.choices)}
    )


@staff_view(permission="hr.manage_structure", methods=("GET", "POST"))
def new_text(request: StaffRequest) -> HttpResponse:
    """A text that there was not yet."""
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _publish(request, form, form.cleaned_data["code"]):
        return HttpResponseRedirect(reverse("admission_texts"))
    return _draw(request, form, None, status=422 if form.errors else 200)


@staff_view(permission="hr.manage_structure", methods=("GET", "POST"))
def edit_text(request: StaffRequest, code: str) -> HttpResponse:
    """A new wording of a text: the next version.  Whoever has accepted a former one has accepted that one."""
    newest = TextVersion.objects.filter(code=code).order_by("-version").first()
    if newest is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "retire":
        services.retire_text(code=code, by=request.actor, at=clock.now())
        messages.success(request, _("%(text)s is asked of nobody any more.") % {"text": newest.title})
        return HttpResponseRedirect(reverse("admission_texts"))
    start = {name: getattr(newest, name) for name in ("title", "is_contract", "contract_kind", "body")}
    form = TextForm(request.POST or None, code=code, initial=start)
    if request.method == "POST" and form.is_valid() and _publish(request, form, code):
        return HttpResponseRedirect(reverse("admission_texts"))
    return _draw(request, form, newest, status=422 if form.errors else 200)


@staff_view(permission="hr.admit")
def preview(request: StaffRequest, number: str, code: str) -> HttpResponse:
    """How a text reads for this candidate; a line stands where something is not known yet."""
    admission = queries.get_admission(number=number, actor=request.actor)
    text = next((row for row in queries.required_texts(admission.employee) if row.code == code), None)
    if text is None:
        raise Http404
    values = queries.values_of(admission.employee)
    if "salario" in texts.places_in(text.body) and request.actor.may("hr.view_pay"):
        _note_pay(admission, request.actor)
    # The salary stands in the contract: without the right to see it, a line stands there.
    shown = values if request.actor.may("hr.view_pay") else values | {"salario": ""}
    body = texts.fill(text.body, shown)
    context = {"admission": admission, "text": text, "body": body, "empty": texts.empty_places(text.body, values)}
    return render(request, "hr/admission/preview.html", context)


def _note_pay(admission: Admission, actor: Actor) -> None:
    """The contract names the salary: reading it is a look at somebody's pay."""
    if admission.employee.user_id != actor.id:
        key = str(admission.employee.person.key)
        sensitive.note_reads(subject_kind="person", subject_keys=[key], group=sensitive.PAY, by=actor, at=clock.now())


def _publish(request: StaffRequest, form: TextForm, code: str) -> bool:
    given = form.cleaned_data
    try:
        made = services.publish_text(
            code=code,
            title=given["title"],
            body=given["body"],
            contract_kind=given["contract_kind"],
            is_contract=given["is_contract"],
            by=request.actor,
            at=clock.now(),
        )
    except BusinessError as error:
        form.add_error("body", text_of(error))
        return False
    messages.success(request, _("%(text)s: version %(version)d is in force.") % {"text": made.title, "version": made.version})
    return True


def _draw(request: StaffRequest, form: TextForm, newest: TextVersion | None, *, status: int) -> HttpResponse:
    context = {"form": form, "text": newest, "places": texts.PLACES.items(), "has_errors": bool(form.errors)}
    return render(request, "hr/admission/text.html", context, status=status)
