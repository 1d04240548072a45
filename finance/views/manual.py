"""
Write an entry by hand: date, what it is about, lines; the difference always in sight, posted once and only when it is zero.

Every button is a submit with ``do``, as on the order desk; nothing is posted but by the button that says so.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, parked
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.forms import LocalizedDateField, PlainTextField, parse_amount
from backoffice.core.money import ZERO
from backoffice.core.views import StaffRequest, staff_view
from finance import queries, services
from finance.error_texts import LINE_TEXTS
from finance.errors import EntryInvalid, PeriodClosed
from finance.posting.drafts import LineDraft
from finance.services import ManualEntry

POST, MORE = "post", "more"
FIRST_LINES, MORE_LINES, MAX_LINES = 4, 4, 200
Accounts = dict[str, str]


class ManualEntryForm(forms.Form):
    """Everything but the lines.  ``token`` makes the form one entry however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    day = LocalizedDateField(label=gettext_lazy("Date"), help_text=gettext_lazy("24/12, today or -1"))
    description = PlainTextField(label=gettext_lazy("Description"), max_length=200, help_text=gettext_lazy("As the journal will show it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4(), "day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, label_suffix="", **kwargs)


@dataclass(slots=True)
class EntryLine:
    """One line as typed: texts, what they mean, and what is wrong with which field."""

    account: str = ""
    debit: str = ""
    credit: str = ""
    code: str = ""
    amount: Decimal = ZERO
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.account or self.debit or self.credit)

    @property
    def size(self) -> Decimal:
        return abs(self.amount)

    def read(self, accounts: Accounts) -> None:
        self.code = _code_of(self.account, accounts)
        if not self.code:
            self.errors["account"] = (
                _("No account that takes entries is called “%(text)s”. Choose one from the list.") % {"text": self.account[:40]}
                if self.account
                else _("Choose the account.")
            )
        sides = []
        for name, text in (("debit", self.debit), ("credit", self.credit)):
            try:
                amount = parse_amount(text) if text else ZERO
            except ValueError:
                self.errors[name] = _("“%(value)s” is not an amount. Type it like 1.234,56.") % {"value": text[:40]}
                continue
            if amount < 0:
                self.errors[name] = _("Amounts have no minus here: use the other column.")
            sides.append(amount)
        if len(sides) == 2 and all(sides):
            self.errors["credit"] = _("Debit and credit are both filled in. Leave one of them empty.")
        elif not self.errors.keys() & {"debit", "credit"}:
            self.amount = sides[0] - sides[1]
            if not self.amount:
                self.errors["debit"] = _("Say the debit or the credit.")


def _code_of(text: str, accounts: Accounts) -> str:
    """The account meant by "1.1.01.002", "1.1.01.002 Banco" or words that only one account has; else empty."""
    code = text.split(" ", 1)[0]
    if code in accounts:
        return code
    words = text.casefold().split()
    exact = [code for code, name in accounts.items() if name.casefold() == text.casefold()]
    found = exact or [code for code, name in accounts.items() if words and all(word in name.casefold() for word in words)]
    return found[0] if len(found) == 1 else ""


def _read(data: QueryDict, accounts: Accounts) -> list[EntryLine]:
    """The lines ``account-0``, ``debit-0``, ``credit-0``, ... in their order, empty ones too."""
    lines = []
    for index in range(MAX_LINES):
        if f"account-{index}" not in data:
            break
        typed = (data.get(f"{name}-{index}", "").replace("\x00", "").strip()[:120] for name in ("account", "debit", "credit"))
        lines.append(EntryLine(*typed))
    for line in lines:
        if not line.is_empty:
            line.read(accounts)
    return lines


@staff_view(permission="finance.post_manual", methods=("GET", "POST"), resumes=True)
def new_entry(request: StaffRequest) -> HttpResponse:
    accounts = queries.list_postable_accounts()
    if request.method == "POST" and request.POST.get("do") == POST:
        return _post(request, accounts)
    data = request.POST.copy()
    if request.method != "POST" and (kept := parked.take(request)) is not None:
        messages.info(request, _("Your session had ended: nothing was saved yet. Check what you typed and send it again."))
        data = kept
    verb, _sep, what = data.get("do", "").partition(":")
    if verb == "day":
        data["day"] = what[:10]
    return _show(request, accounts, data, _read(data, accounts))


def _post(request: StaffRequest, accounts: Accounts) -> HttpResponse:
    data, form = request.POST.copy(), ManualEntryForm(request.POST)
    lines = _read(data, accounts)
    filled = [line for line in lines if not line.is_empty]
    if not form.is_valid() or any(line.errors for line in filled):
        return _show(request, accounts, data, lines, form=form, status=422)
    entry = ManualEntry(
        token=form.cleaned_data["token"],
        posted_on=form.cleaned_data["day"],
        description=form.cleaned_data["description"],
        lines=tuple(LineDraft(line.code, line.amount) for line in filled),
    )
    try:
        posted = services.post_manual_entry(entry=entry, by=request.actor, at=clock.now())
    except EntryInvalid as wrong:
        for mistake in wrong.data["errors"]:
            text = LINE_TEXTS[mistake["code"]](mistake)
            if mistake["line"]:
                filled[mistake["line"] - 1].errors["account" if mistake["code"].startswith("account") else "debit"] = text
            else:
                form.add_error(None, text)
        return _show(request, accounts, data, lines, form=form, status=wrong.status)
    except NotAllowed:
        raise
    except BusinessError as error:
        form.add_error("day" if isinstance(error, PeriodClosed) else None, text_of(error))
        return _show(request, accounts, data, lines, form=form, status=error.status)
    told = _("Entry %(number)s posted.") if posted.is_new else _("This form became the entry %(number)s already; nothing was posted twice.")
    messages.success(request, told % {"number": posted.number})
    url = reverse("entry_page", args=[posted.number.replace("/", "-")])
    # htmx follows a redirect silently and would put the entry's page into the form.
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else HttpResponseRedirect(url)


def _show(
    request: StaffRequest,
    accounts: Accounts,
    data: QueryDict,
    lines: list[EntryLine],
    *,
    form: ManualEntryForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; typed values without complaints until it is sent, but for a period that is closed."""
    trial = ManualEntryForm(data)
    trial.is_valid()
    if form is None:
        form = ManualEntryForm(initial={name: data[name] for name in ManualEntryForm.base_fields if name in data})
    missing = max(FIRST_LINES - len(lines), MORE_LINES if data.get("do") == MORE else 0)
    first_new = len(lines)
    lines = (lines + [EntryLine() for _index in range(missing)])[:MAX_LINES]
    debit = sum((line.amount for line in lines if line.amount > 0), ZERO)
    credit = -sum((line.amount for line in lines if line.amount < 0), ZERO)
    closed, day = _closed(trial), trial.cleaned_data.get("day")
    context = {
        "form": form,
        "lines": lines,
        "next_line": first_new if data.get("do") == MORE else None,
        "accounts": accounts,
        "filled": [(line, accounts[line.code]) for line in lines if line.code and line.amount],
        "debit": debit,
        "credit": credit,
        "difference": debit - credit,
        "day": day,
        "closed": text_of(closed) if closed else "",
        "proposed": closed.data.get("proposed_date", "") if closed else "",
        "has_errors": status != 200,
        "line_errors": [
            (f"{name}-{index}", index + 1, text) for index, line in enumerate(lines) for name, text in line.errors.items() if status != 200
        ],
    }
    return render(request, "finance/manual.html", context, status=status)


def _closed(trial: ManualEntryForm) -> PeriodClosed | None:
    """Why the day cannot be posted on, if it cannot."""
    day = trial.cleaned_data.get("day")
    try:
        if day:
            services.require_open(day, today=timezone.localdate())
    except PeriodClosed as refusal:
        return refusal
    return None
