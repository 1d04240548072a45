"""The least facts of a termination for S-2299; the act of leaving and the payroll are not here."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.forms import LocalizedDateField, PlainTextField, parse_amount
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.esocial.parts import PayItem, Termination
from hr.models import Employee, EsocialEvent
from hr.views.esocial.making import made_answer

# Table 19 of eSocial: the reasons of a common employer under the CLT [U: the table was not at hand, only its use].
REASONS = [
    ("01", gettext_lazy("01 Dismissal for just cause")),
    ("02", gettext_lazy("02 Dismissal without just cause")),
    ("03", gettext_lazy("03 Early end of a term by the employer")),
    ("04", gettext_lazy("04 Early end of a term by the employee")),
    ("06", gettext_lazy("06 End of the term")),
    ("07", gettext_lazy("07 Resignation")),
    ("10", gettext_lazy("10 Death")),
    ("17", gettext_lazy("17 Indirect termination")),
    ("33", gettext_lazy("33 Agreement (CLT art. 484-A)")),
]
MOST_ITEMS = 200


class TerminationForm(forms.Form):
    """What the accountant says; ``items`` one a line: code; amount."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS)
    last_day = LocalizedDateField(label=gettext_lazy("Last day"))
    notice_given_on = LocalizedDateField(label=gettext_lazy("Notice given on"), required=False)
    notice_until = LocalizedDateField(
        label=gettext_lazy("Notice counts until"),
        required=False,
        help_text=gettext_lazy("Only if the notice is paid instead of worked: its projected end."),
    )
    allocation = PlainTextField(
        label=gettext_lazy("Tax allocation (lotação)"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("The code that the accountant registered with S-1020."),
    )
    table = PlainTextField(
        label=gettext_lazy("Table of pay items"),
        required=False,
        max_length=8,
        help_text=gettext_lazy("The identifier of the accountant's table (S-1010)."),
    )
    items = PlainTextField(
        label=gettext_lazy("Pay items"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("One a line: code; amount. Example: 1000; 1.250,00. Without any, the accountant tells them elsewhere."),
    )

    def clean_items(self) -> list[tuple[str, Decimal]]:
        found: list[tuple[str, Decimal]] = []
        for place, line in enumerate(filter(None, map(str.strip, self.cleaned_data["items"].splitlines())), 1):
            code, _mark, amount = line.rpartition(";")
            try:
                value = parse_amount(amount)
            except ValueError:
                value = Decimal(0)
            if not code.strip() or len(code.strip()) > 30 or value <= 0:
                raise forms.ValidationError(_("Line %(n)s is not “code; amount”. Write it like 1000; 1.250,00.") % {"n": place})
            found.append((code.strip(), value))
        if len(found) > MOST_ITEMS:
            raise forms.ValidationError(_("The layout takes up to %(n)s pay items.") % {"n": MOST_ITEMS})
        codes = [code for code, _value in found]
        if len(set(codes)) < len(codes):
            raise forms.ValidationError(_("A code stands twice. Add its amounts up into one line."))
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("items"):
            for name, words in (
                ("allocation", _("Pay items need the tax allocation.")),
                ("table", _("Pay items need the table that they are of.")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data

    def told(self) -> Termination:
        data = self.cleaned_data
        items = tuple(PayItem(code=code, table=data["table"], amount=amount) for code, amount in data["items"])
        names = ("reason", "last_day", "notice_given_on", "notice_until", "allocation")
        return Termination(cpf="", number="", items=items, **{name: data[name] for name in names})


@staff_view(permission="hr.use_esocial", methods=("GET", "POST"))
def termination(request: StaffRequest, number: str) -> HttpResponse:
    employee = queries.get_employee(number=number, actor=request.actor)
    if request.method == "GET":
        initial = {"last_day": employee.ended_on, "reason": employee.end_reason or None}
        return _show(request, employee, TerminationForm(initial=initial))
    form = TerminationForm(request.POST)
    if not form.is_valid():
        return _show(request, employee, form, status=422)
    kind = EsocialEvent.Kind.S2299
    try:
        made = services.make_event(
            kind=kind,
            employee_number=number,
            termination=form.told(),
            replace=request.POST.get("replace") == "1",
            by=request.actor,
            at=clock.now(),
        )
    except (NotAllowed, NotFound):
        raise
    except BusinessError as refusal:
        form.add_error(None, text_of(refusal))
        return _show(request, employee, form, status=refusal.status)
    return made_answer(request, employee, kind, made)


def _show(request: StaffRequest, employee: Employee, form: TerminationForm, *, status: int = 200) -> HttpResponse:
    events = queries.list_events_of(employee_id=employee.pk)
    former = next((each for each in events if each.kind == EsocialEvent.Kind.S2299 and each.state != EsocialEvent.State.SUPERSEDED), None)
    context = {"employee": employee, "form": form, "former": former, "has_errors": bool(form.errors)}
    return render(request, "hr/esocial/termination.html", context, status=status)
