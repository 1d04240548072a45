"""Reverse an entry: a dialog over its page with what will happen; once, however often it is sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock, parked
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.templatetags.formats import brl
from backoffice.core.views import StaffRequest, staff_view
from finance import queries, services
from finance.errors import AlreadyReversed, PeriodClosed
from finance.queries import EntryDetail
from finance.services.manual import MANUAL
from finance.views import journal
from finance.words import source_label

MAX_EFFECTS = 6


class ReversalForm(forms.Form):
    """When the mirror entry is dated, and why it is posted."""

    posted_on = LocalizedDateField(label=gettext_lazy("Date of the reversal"), help_text=gettext_lazy("24/12, today or -1"))
    reason = PlainTextField(label=gettext_lazy("Reason"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"posted_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, label_suffix="", **kwargs)


@staff_view(permission="finance.post_manual", methods=("GET", "POST"), resumes=True)
def entry_reverse(request: StaffRequest, number: str) -> HttpResponse:
    entry = queries.get_entry(actor=request.actor, number=number)
    if request.method == "POST":
        return _reverse(request, entry)
    if entry.reversed_by or entry.reverses:
        return _back(entry.row.number)
    typed = parked.take(request)
    if typed is not None:
        messages.info(request, _("Your session had ended: nothing was saved yet. Check what you typed and send it again."))
        return journal.show(request, entry, dialog=_dialog(entry, ReversalForm(typed)))
    dialog = _dialog(entry, ReversalForm())
    # The script fetches the dialog alone; an address typed by hand shows it over the entry.
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "finance/reverse_dialog.html", {"dialog": dialog})
    return journal.show(request, entry, dialog=dialog)


def _reverse(request: StaffRequest, entry: EntryDetail) -> HttpResponse:
    form = ReversalForm(request.POST)
    if not form.is_valid():
        return journal.show(request, entry, dialog=_dialog(entry, form), status=422)
    day, reason = form.cleaned_data["posted_on"], form.cleaned_data["reason"]
    try:
        posted = services.reverse_entry(entry_id=entry.row.id, posted_on=day, reason=reason, by=request.actor, at=clock.now())
    except AlreadyReversed as done:
        # A second click, or somebody was faster: either way there is one reversal, and the entry's page leads to it.
        messages.info(request, text_of(done))
        return _back(entry.row.number)
    except NotAllowed:
        raise
    except BusinessError as error:
        form.add_error("posted_on" if isinstance(error, PeriodClosed) else None, text_of(error))
        return journal.show(request, entry, dialog=_dialog(entry, form), status=error.status)
    messages.success(request, _("Entry %(number)s reversed by %(reversal)s.") % {"number": entry.row.number, "reversal": posted.number})
    return _back(posted.number)


def _dialog(entry: EntryDetail, form: ReversalForm) -> dict[str, Any]:
    number = entry.row.number
    return {
        "form": form,
        "number": number,
        "action": reverse("entry_reverse", args=[number.replace("/", "-")]),
        "effects": _effects(entry),
    }


def _effects(entry: EntryDetail) -> list[dict[str, str]]:
    """What the mirror entry says, line by line, and what it does not touch."""
    effects = [{"icon": "receipt_long", "text": _("Posts the mirror entry of %(amount)s:") % {"amount": brl(entry.row.total)}}]
    for line in entry.lines[:MAX_EFFECTS]:
        words = _("credits %(amount)s to %(account)s") if line.amount > 0 else _("debits %(amount)s to %(account)s")
        told = {"amount": brl(abs(line.amount)), "account": f"{line.account} {line.account_name}"}
        effects.append({"icon": "chevron_right", "text": words % told})
    if len(entry.lines) > MAX_EFFECTS:
        left_out = len(entry.lines) - MAX_EFFECTS
        words = ngettext("and %(n)s more line", "and %(n)s more lines", left_out)
        effects.append({"icon": "chevron_right", "text": words % {"n": left_out}})
    effects.append({"icon": "bar_chart", "text": _("Changes the reports of the month of the reversal, not of the original")})
    if entry.row.source_kind != MANUAL:
        source = source_label(entry.row.source_kind, entry.row.source_number)
        effects.append({"icon": "link", "text": _("Leaves %(source)s as it is: only the books change") % {"source": source}})
    return effects


def _back(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("entry_page", args=[number.replace("/", "-")]))
