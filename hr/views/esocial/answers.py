"""What the government answered: typed in, or read from the file that the sender saved."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from backoffice.core import clock, parked
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.forms import PlainTextField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.errors import ReceiptTaken, ReceiptWrong, ReturnUnreadable
from hr.esocial.returns import ReturnBroken, read_answers
from hr.queries import EventDetail
from hr.views.esocial import event

TAKEN, REFUSED = "taken", "refused"
OUTCOMES = {
    "receipted": gettext_lazy("Receipt recorded"),
    "refused": gettext_lazy("Refusal recorded"),
    "unchanged": gettext_lazy("Recorded before"),
    "unknown": gettext_lazy("Not made here"),
    "event_settled": gettext_lazy("Has another answer already; nothing changed"),
    "receipt_taken": gettext_lazy("Another file has this receipt; nothing changed"),
    "receipt_wrong": gettext_lazy("The receipt in the file has another form; nothing changed"),
}


class AnswerForm(forms.Form):
    """Taken with a receipt, or refused with what was said."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did eSocial answer?"),
        choices=[(TAKEN, gettext_lazy("It took the file and gave a receipt")), (REFUSED, gettext_lazy("It refused the file"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    receipt = PlainTextField(
        label=gettext_lazy("Number of the receipt, if it took the file"),
        required=False,
        max_length=60,
        help_text="1.2.0000000012345678901",
    )
    refusal = PlainTextField(
        label=pgettext_lazy("eSocial", "What it said, if it refused"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("outcome") == TAKEN and not data.get("receipt"):
            self.add_error("receipt", _("Copy the number of the receipt from the answer."))
        if data.get("outcome") == REFUSED and not data.get("refusal"):
            self.add_error("refusal", _("Copy what the answer says: it is what has to be corrected."))
        return data


class ReturnForm(forms.Form):
    """The file that the sender saved."""

    file = forms.FileField(
        label=gettext_lazy("Return of eSocial (XML)"),
        help_text=gettext_lazy("The answer to one event or to a batch. Up to 5 MB."),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )


@staff_view(permission="hr.use_esocial", methods=("GET", "POST"), resumes=True)
def answer(request: StaffRequest, event_id: str) -> HttpResponse:
    """The dialog that takes the receipt or the refusal."""
    detail = queries.get_event(event_id=event_id, actor=request.actor)
    if request.method == "POST":
        return _record(request, detail)
    form = AnswerForm(parked.take(request))
    dialog = _dialog(detail, form)
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "hr/esocial/answer_dialog.html", {"dialog": dialog})
    return event.show(request, detail, dialog=dialog)


@staff_view(permission="hr.use_esocial", methods=("GET", "POST"))
def return_file(request: StaffRequest) -> HttpResponse:
    """Read a return file; what each answer became is told one by one."""
    form = ReturnForm(request.POST, request.FILES) if request.method == "POST" else ReturnForm()
    lines: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        try:
            lines = _read(request, form.cleaned_data["file"].read())
        except ReturnUnreadable as wrong:
            form.add_error("file", text_of(wrong))
    status = 422 if form.errors else 200
    return render(request, "hr/esocial/return.html", {"form": form, "lines": lines, "has_errors": bool(form.errors)}, status=status)


def _read(request: StaffRequest, content: bytes) -> list[dict[str, Any]]:
    try:
        answers = read_answers(content)
    except ReturnBroken as broken:
        raise ReturnUnreadable(reason=str(broken)) from broken
    outcomes = services.record_answers(answers=answers, by=request.actor, at=clock.now())
    done = sum(each.outcome in ("receipted", "refused") for each in outcomes)
    words = ngettext("%(n)s answer recorded.", "%(n)s answers recorded.", done) % {"n": formats.qty(done)}
    messages.success(request, words if done else _("Nothing new: every answer was recorded before, or is not of our files."))
    known = {"unknown"}
    rows = queries.events_by_id(event_ids=[each.event_id for each in outcomes], actor=request.actor)
    return [
        {
            "event_id": each.event_id,
            "row": rows.get(each.event_id),
            "url": "" if each.outcome in known else reverse("esocial_event", args=[each.event_id]),
            "text": OUTCOMES[each.outcome],
            "is_bad": each.outcome not in ("receipted", "unchanged"),
        }
        for each in outcomes
    ]


def _record(request: StaffRequest, detail: EventDetail) -> HttpResponse:
    form, key = AnswerForm(request.POST), detail.row.event_id
    if not form.is_valid():
        return event.show(request, detail, dialog=_dialog(detail, form), status=422)
    now, told = clock.now(), form.cleaned_data
    try:
        if told["outcome"] == TAKEN:
            services.record_receipt(event_id=key, receipt=told["receipt"], by=request.actor, at=now)
            messages.success(request, _("Receipt recorded."))
        else:
            services.record_refusal(event_id=key, text=told["refusal"], by=request.actor, at=now)
            messages.success(request, _("Refusal recorded. Correct what it says and make the file anew."))
    except (NotAllowed, NotFound):
        raise
    except (ReceiptWrong, ReceiptTaken) as wrong:
        form.add_error("receipt", text_of(wrong))
        return event.show(request, detail, dialog=_dialog(detail, form), status=wrong.status)
    except BusinessError as refusal:
        form.add_error(None, text_of(refusal))
        return event.show(request, detail, dialog=_dialog(detail, form), status=refusal.status)
    return HttpResponseRedirect(reverse("esocial_event", args=[key]))


def _dialog(detail: EventDetail, form: AnswerForm) -> dict[str, Any]:
    return {
        "form": form,
        "action": reverse("esocial_answer", args=[detail.row.event_id]),
        "kind": detail.row.kind,
        "called": detail.row.called,
    }
