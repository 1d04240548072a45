"""Make files: one, or all that are due."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.forms import LocalizedDateField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.models import Employee, EsocialEvent
from hr.services import MadeEvent
from hr.views.esocial.words import kind_label, missing_lines

Kind = EsocialEvent.Kind
# Made in the answer itself; whoever has more clicks again.
AT_ONCE = 50
OF_A_DAY = (Kind.S2205, Kind.S2206)


class MakeForm(forms.Form):
    """Which event, and of which day where it needs one."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Event"),
        choices=[(kind.value, kind.label) for kind in (Kind.S2190, Kind.S2200, Kind.S2205, Kind.S2206)],
        error_messages={"required": gettext_lazy("Choose the event.")},
    )
    day = LocalizedDateField(
        label=gettext_lazy("Holds since"), required=False, help_text=gettext_lazy("Only for S-2205 and S-2206: the day of the change.")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") in OF_A_DAY and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say from which day on the change holds."))
        return data

    @property
    def reference(self) -> str:
        day: date | None = self.cleaned_data.get("day")
        return day.isoformat() if day is not None and self.cleaned_data["kind"] in OF_A_DAY else ""


@staff_view(permission="hr.use_esocial", methods=("GET", "POST"))
def make(request: StaffRequest, number: str) -> HttpResponse:
    """
    GET asks which event; POST makes it.  A row of the list of what is due sends ``reference``, the page of a file
    ``replace``; what is missing comes back as a list with links.
    """
    employee = queries.get_employee(number=number, actor=request.actor)
    if request.method == "GET":
        return _ask(request, employee, MakeForm(initial={"kind": request.GET.get("kind", "")}))
    reference, form = request.POST.get("reference", "")[:40], MakeForm(request.POST)
    if not reference and not form.is_valid():
        return _ask(request, employee, form, status=422)
    kind = request.POST.get("kind", "")
    try:
        made = services.make_event(
            kind=kind,
            employee_number=number,
            reference=reference or form.reference,
            replace=request.POST.get("replace") == "1",
            by=request.actor,
            at=clock.now(),
        )
    except (NotAllowed, NotFound):
        raise
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
        return HttpResponseRedirect(reverse("esocial_due"))
    return made_answer(request, employee, kind, made)


@staff_view(permission="hr.use_esocial", methods=("POST",))
def make_all(request: StaffRequest) -> HttpResponse:
    """The file of everything that is due and has none; what lacks something stays in the list and says so."""
    now = clock.now()
    due = queries.esocial_due(today=clock.company_date(now))
    waiting = [each for each in due if not each.state and each.kind != Kind.S2299]
    done, lacking = 0, []
    for each in waiting[:AT_ONCE]:
        try:
            made = services.make_event(kind=each.kind, employee_number=each.number, reference=each.reference, by=request.actor, at=now)
        except BusinessError as refusal:
            lacking.append({"event": each, "label": kind_label(each.kind), "lines": [{"text": text_of(refusal), "url": ""}]})
            continue
        done += made.is_new
        if made.event is None:
            lines = missing_lines(made.missing, number=each.number, called=each.called)
            lacking.append({"event": each, "label": kind_label(each.kind), "lines": lines})
    if done:
        words = ngettext("%(n)s file was made.", "%(n)s files were made.", done) % {"n": formats.qty(done)}
        messages.success(request, words)
    if not lacking:
        return HttpResponseRedirect(f"{reverse('esocial_events')}?view=made" if done else reverse("esocial_due"))
    return render(request, "hr/esocial/missing.html", {"lacking": lacking, "left": max(0, len(waiting) - AT_ONCE)})


def made_answer(request: StaffRequest, employee: Employee, kind: str, made: MadeEvent) -> HttpResponse:
    """To the file; or the list of what is missing for it."""
    if made.event is not None:
        messages.success(request, _("File made.") if made.is_new else _("This file had been made before; nothing changed."))
        return HttpResponseRedirect(reverse("esocial_event", args=[made.event.event_id]))
    called = employee.person.called
    lines = missing_lines(made.missing, number=employee.number, called=called)
    lacking = [{"event": {"kind": kind, "number": employee.number, "called": called}, "label": kind_label(kind), "lines": lines}]
    return render(request, "hr/esocial/missing.html", {"lacking": lacking}, status=422)


def _ask(request: StaffRequest, employee: Employee, form: MakeForm, *, status: int = 200) -> HttpResponse:
    context = {"employee": employee, "form": form, "has_errors": bool(form.errors)}
    return render(request, "hr/esocial/make.html", context, status=status)
