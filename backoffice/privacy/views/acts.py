"""What is done with a request: check, export, dry run, anonymise, answer, refuse, call off."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.forms import PlainTextField
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy import jobs, queries, services
from backoffice.privacy.errors import OwnSurvey, WrongConfirmation
from backoffice.privacy.models import SubjectRequest
from backoffice.privacy.views import words
from backoffice.privacy.views.board import DESK
from backoffice.privacy.views.page import show

Word = str | Promise


class WordsForm(forms.Form):
    """One text that goes into the record."""

    words = PlainTextField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: Word, hint: Word = "", most: int = 4000, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text = str(label), str(hint)
        field.validators.append(MaxLengthValidator(most))
        field.error_messages["required"] = _("Write it in a few words.")


class ConfirmForm(forms.Form):
    """The protocol typed by hand: what follows cannot be undone."""

    typed = PlainTextField(max_length=20)
    survey = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["typed"].label = _("Type %(number)s to confirm") % {"number": number}
        self.fields["typed"].error_messages["required"] = _("Type %(number)s to confirm.") % {"number": number}
        self.fields["typed"].widget.attrs |= {"autocomplete": "off"}


@staff_view(permission=DESK, methods=("POST",))
def request_export(request: StaffRequest, number: str) -> HttpResponse:
    asked = queries.get_request(number=number, actor=request.actor)
    jobs.ask(jobs.EXPORT, number=asked.number, title=_("Data export %(number)s") % {"number": asked.number}, by=request.actor)
    return _back(asked)


@staff_view(permission=DESK, methods=("POST",))
def request_survey(request: StaffRequest, number: str) -> HttpResponse:
    asked = queries.get_request(number=number, actor=request.actor)
    jobs.ask(jobs.SURVEY, number=asked.number, title=_("Dry run %(number)s") % {"number": asked.number}, by=request.actor)
    return _back(asked)


@staff_view(permission=DESK, methods=("GET", "POST"))
@fresh_sign_in
def request_anonymise(request: StaffRequest, number: str) -> HttpResponse:
    """The dialog with exactly what the dry run counted; the protocol typed confirms."""
    asked = queries.get_request(number=number, actor=request.actor)
    survey = asked.surveys.order_by("-made_at", "-id").first()
    if survey is None:
        raise NotFound(kind="survey", key=number)
    if survey.made_by_id == request.actor.id:
        messages.error(request, text_of(OwnSurvey(number=asked.number)))
        return _back(asked)
    if request.method != "POST":
        return show(
            request, asked, dialog=_anonymise_dialog(asked, ConfirmForm(number=asked.number, initial={"survey": survey.pk}), survey.effects)
        )
    form = ConfirmForm(request.POST, number=asked.number)
    if form.is_valid():
        now = clock.now()
        try:
            services.anonymise(
                number=number,
                survey_id=form.cleaned_data["survey"],
                typed=form.cleaned_data["typed"],
                by=request.actor,
                at=now,
                today=clock.company_date(now),
            )
        except WrongConfirmation as refusal:
            form.add_error("typed", text_of(refusal))
        except BusinessError as refusal:
            messages.error(request, text_of(refusal))
            return _back(asked)
        else:
            messages.success(request, _("The person was forgotten. Answer the request now."))
            return _back(asked)
    return show(request, asked, dialog=_anonymise_dialog(asked, form, survey.effects) | {"open": True}, status=422)


def _anonymise_dialog(asked: SubjectRequest, form: ConfirmForm, told: list[dict[str, Any]]) -> dict[str, Any]:
    lines = words.effects(told)
    return {
        "id": "anonymise",
        "title": _("Anonymise everything of %(number)s?") % {"number": asked.number},
        "effects": [{"icon": line.icon, "text": " · ".join(filter(None, [line.title, line.act, line.rows, line.why]))} for line in lines],
        "form_action": reverse("privacy_anonymise", args=[asked.number]),
        "fields": [form["typed"]],
        "hidden": [{"name": "survey", "value": str(form["survey"].value() or "")}],
        "note": _("This cannot be undone. Amounts, numbers and days of the books stay."),
        "safe_label": _("Keep the data"),
        "act_label": _("Anonymise"),
        "kind": "bad",
    }


_ACTS: dict[str, dict[str, Any]] = {
    "identidade": {
        "do": lambda number, text, by, at: services.check_identity(number=number, how=text, by=by, at=at),
        "title": gettext_lazy("Who is it? %(number)s"),
        "effects": [("badge", gettext_lazy("The check stands in the record with your name and the time"))],
        "label": gettext_lazy("How the identity was checked"),
        "hint": gettext_lazy("For example: document shown at the counter; answer from the registered e-mail; power of attorney."),
        "most": 120,
        "safe": gettext_lazy("Not yet"),
        "act": gettext_lazy("Note the check"),
        "kind": "main",
        "done": gettext_lazy("The check of identity is noted."),
    },
    "responder": {
        "do": lambda number, text, by, at: services.answer_request(number=number, answer=text, by=by, at=at),
        "title": gettext_lazy("Answer %(number)s?"),
        "effects": [
            ("task_alt", gettext_lazy("The request is closed as answered")),
            ("download", gettext_lazy("An employee finds the export in the own file")),
        ],
        "label": gettext_lazy("What the person is told"),
        "hint": gettext_lazy("The words stand in the record. Send them by the way the request came."),
        "most": 4000,
        "safe": gettext_lazy("Not yet"),
        "act": gettext_lazy("Answer and close"),
        "kind": "main",
        "done": gettext_lazy("The request is answered."),
    },
    "recusar": {
        "do": lambda number, text, by, at: services.refuse_request(number=number, reason=text, by=by, at=at),
        "title": gettext_lazy("Refuse %(number)s?"),
        "effects": [("block", gettext_lazy("The request is closed as refused; nothing of the data changes"))],
        "label": gettext_lazy("Reason in fact or law"),
        "hint": gettext_lazy("The person has a right to it (LGPD art. 18 par. 4)."),
        "most": 4000,
        "safe": gettext_lazy("Keep it open"),
        "act": gettext_lazy("Refuse with reason"),
        "kind": "bad",
        "done": gettext_lazy("The request is refused, with its reason."),
    },
    "cancelar": {
        "do": lambda number, text, by, at: services.cancel_request(number=number, reason=text, by=by, at=at),
        "title": gettext_lazy("Call %(number)s off?"),
        "effects": [("cancel", gettext_lazy("The request ends without an answer"))],
        "label": gettext_lazy("Why"),
        "hint": gettext_lazy("For example: taken back by the person; entered twice."),
        "most": 400,
        "safe": gettext_lazy("Keep it open"),
        "act": gettext_lazy("Call off"),
        "kind": "bad",
        "done": gettext_lazy("The request is called off."),
    },
}  # fmt: skip


@staff_view(permission=DESK, methods=("GET", "POST"))
def request_act(request: StaffRequest, number: str, act: str) -> HttpResponse:
    """One of the acts that take a text: GET is the dialog, POST does it."""
    told = _ACTS.get(act)
    asked = queries.get_request(number=number, actor=request.actor)
    if told is None:
        raise NotFound(kind="act", key=act)
    form = WordsForm(request.POST if request.method == "POST" else None, label=told["label"], hint=told["hint"], most=told["most"])
    if request.method != "POST" or not form.is_valid():
        is_refused = request.method == "POST"
        return show(request, asked, dialog=_dialog(asked, act, told, form) | {"open": is_refused}, status=422 if is_refused else 200)
    do: Callable[..., Any] = told["do"]
    try:
        do(asked.number, form.cleaned_data["words"], request.actor, clock.now())
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    else:
        messages.success(request, str(told["done"]))
    return _back(asked)


def _dialog(asked: SubjectRequest, act: str, told: dict[str, Any], form: WordsForm) -> dict[str, Any]:
    return {
        "id": f"act-{act}",
        "title": str(told["title"]) % {"number": asked.number},
        "effects": [{"icon": icon, "text": text} for icon, text in told["effects"]],
        "form_action": reverse("privacy_act", args=[asked.number, act]),
        "fields": [form["words"]],
        "hidden": [],
        "safe_label": told["safe"],
        "act_label": told["act"],
        "kind": told["kind"],
    }


def _back(asked: SubjectRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("privacy_request", args=[asked.number]))
