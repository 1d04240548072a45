"""Opening balances on the screen: typed, pasted or from a file, the difference always in sight, posted once."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import Conflict, Invalid
from backoffice.core.forms import LocalizedDateField, parse_amount
from backoffice.core.money import ZERO
from backoffice.core.templatetags.formats import brl, money
from backoffice.core.views import StaffRequest, staff_view
from backoffice.imports.reading.text import decode
from finance import queries, services
from finance.models import Account
from finance.posting.drafts import LineDraft
from finance.posting.opening import KEPT_ELSEWHERE
from finance.queries import OpeningAccount
from finance.views.opening_table import read_table

MAX_FILE_BYTES = 256 * 1024
# Balance sheet first; results only where a company begins in the middle of its year.
_GROUPS = (
    (gettext_lazy("Assets"), (Account.Kind.ASSET,), True),
    (gettext_lazy("Liabilities"), (Account.Kind.LIABILITY,), True),
    (gettext_lazy("Equity"), (Account.Kind.EQUITY,), True),
    (gettext_lazy("Revenue and expenses of the year so far"), (Account.Kind.REVENUE, Account.Kind.EXPENSE), False),
)


@dataclass
class Typed:
    """What the form says: texts as they were typed, their amounts, and what is wrong with which field."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class OpeningForm(forms.Form):
    """Besides the amounts: of which day they are."""

    day = LocalizedDateField(
        label=gettext_lazy("Balances at the end of"), latest_today=True, help_text=gettext_lazy("The last day in your old books.")
    )
    token = forms.UUIDField(widget=forms.HiddenInput)


@staff_view(permission="finance.open_books", methods=("GET", "POST"))
def opening_balances(request: StaffRequest) -> HttpResponse:
    """GET shows the table or what is posted; POST ``act=read`` fills it from a paste or file, else posts."""
    present = queries.get_opening()
    if present is not None and request.method == "GET":
        return _show_posted(request)
    form = OpeningForm(request.POST or None, initial={"day": _last_day_before(clock.company_date(clock.now())), "token": uuid4()})
    if request.method == "GET":
        accounts = queries.list_opening_accounts(day=clock.company_date(clock.now()))
        return _show(request, form, accounts, _booked(accounts))
    day = form.cleaned_data["day"] if form.is_valid() else clock.company_date(clock.now())
    accounts = queries.list_opening_accounts(day=day)
    if request.POST.get("act") == "read":
        return _read(request, form, accounts)
    typed = _typed(request, accounts)
    if not form.is_valid() or typed.errors:
        return _show(request, form, accounts, typed, status=422)
    lines = tuple(LineDraft(code, amount) for code, amount in typed.amounts.items())
    balances = services.OpeningBalances(token=UUID(str(form.cleaned_data["token"])), day=day, lines=lines)
    try:
        posted = services.post_opening_balances(balances=balances, by=request.actor, at=clock.now())
    except (Invalid, Conflict) as refusal:
        return _show(request, form, accounts, typed, refusal=text_of(refusal), status=refusal.status)
    if posted.is_new:
        messages.success(request, _("The opening balances are posted as %(number)s.") % {"number": posted.number})
    return HttpResponseRedirect(reverse("opening_balances"))


def _last_day_before(today: date) -> date:
    """The last day of the month before: where books are usually handed over."""
    return today.replace(day=1) - timedelta(days=1)


def _booked(accounts: list[OpeningAccount]) -> Typed:
    """The first look: what the house keeps itself stands there already."""
    return _of_balances({each.code: each.booked for each in accounts if each.code in KEPT_ELSEWHERE and each.booked})


def _of_balances(balances: dict[str, Decimal]) -> Typed:
    texts = {code: (money(amount), "") if amount > 0 else ("", money(-amount)) for code, amount in balances.items()}
    return Typed(texts=texts, amounts=balances)


def _typed(request: StaffRequest, accounts: list[OpeningAccount]) -> Typed:
    typed = Typed()
    for account in accounts:
        texts = request.POST.get(f"d-{account.code}", "").strip()[:40], request.POST.get(f"c-{account.code}", "").strip()[:40]
        if not any(texts):
            continue
        typed.texts[account.code] = texts
        amounts = []
        for side, text in zip("dc", texts, strict=True):
            try:
                amounts.append(parse_amount(text) if text else ZERO)
            except ValueError:
                typed.errors[f"{side}-{account.code}"] = _("“%(value)s” is not an amount. Type it like 1.234,56.") % {"value": text}
        if len(amounts) == 2 and all(amounts):
            typed.errors[f"c-{account.code}"] = _("Debit and credit are both filled in. Leave one of them empty.")
        elif len(amounts) == 2 and amounts[0] != amounts[1]:
            typed.amounts[account.code] = amounts[0] - amounts[1]
    return typed


def _read(request: StaffRequest, form: OpeningForm, accounts: list[OpeningAccount]) -> HttpResponse:
    """Fill the table from what was pasted or chosen; amounts of other accounts that were typed before stay."""
    pasted, problems = request.POST.get("table", ""), []
    file = request.FILES.get("file")
    if file is not None and file.size > MAX_FILE_BYTES:
        problems = [_("The file is larger than 256 KB, too much for balances. Save only code, debit and credit as CSV.")]
    elif file is not None:
        raw = file.read()
        if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.startswith(b"PK"):
            problems = [_("This file is no CSV. Save the table as CSV in Excel, or copy it and paste it here.")]
        else:
            pasted = decode(raw)[0].replace("\0", "")
    typed = _typed(request, accounts)
    if not problems:
        table = read_table(pasted, natures={each.code: each.nature for each in accounts})
        problems = table.problems
        found = _of_balances(table.balances)
        typed.texts |= found.texts
        typed.amounts |= found.amounts
        typed.errors = {name: text for name, text in typed.errors.items() if name[2:] not in found.texts}
        if not table.balances and not problems:
            problems = [_("No line with an account code and an amount was found. A line looks like this: 1.1.01.001;Caixa;1.500,00;")]
        told = {"count": len(table.balances)}
        note = _("%(count)s accounts were read. Check them below: nothing is posted yet.") % told if table.balances else ""
        return _show(request, form, accounts, typed, problems=problems, note=note, pasted=pasted if problems else "")
    return _show(request, form, accounts, typed, problems=problems, pasted=pasted, status=422)


def _show(
    request: StaffRequest,
    form: OpeningForm,
    accounts: list[OpeningAccount],
    typed: Typed,
    *,
    refusal: str = "",
    problems: list[str] | None = None,
    note: str = "",
    pasted: str = "",
    status: int = 200,
) -> HttpResponse:
    debit = sum((amount for amount in typed.amounts.values() if amount > 0), ZERO)
    credit = -sum((amount for amount in typed.amounts.values() if amount < 0), ZERO)
    groups = []
    for title, kinds, is_open in _GROUPS:
        rows = [_row(account, typed) for account in accounts if account.kind in kinds]
        groups.append({"title": title, "rows": rows, "open": is_open or any(row["debit"] or row["credit"] for row in rows)})
    context = {
        "form": form,
        "groups": groups,
        "debit": debit,
        "credit": credit,
        "difference": debit - credit,
        "errors": [(name, typed.errors[name]) for name in sorted(typed.errors)],
        "refusal": refusal,
        "problems": problems or [],
        "note": note,
        "pasted": pasted[:100_000],
        "locked": queries.get_books(today=clock.company_date(clock.now())).locked_month if request.method == "GET" else None,
    }
    return render(request, "finance/opening.html", context, status=status)


def _row(account: OpeningAccount, typed: Typed) -> dict[str, Any]:
    debit, credit = typed.texts.get(account.code, ("", ""))
    return {
        "account": account,
        "debit": debit,
        "credit": credit,
        "debit_error": typed.errors.get(f"d-{account.code}", ""),
        "credit_error": typed.errors.get(f"c-{account.code}", ""),
        "kept_text": brl(abs(account.booked)) if account.code in KEPT_ELSEWHERE else "",
    }


def _show_posted(request: StaffRequest) -> HttpResponse:
    books = queries.get_books(today=clock.company_date(clock.now()))
    may_see = request.actor.may("finance.view_journal")
    url = reverse("entry_page", args=[books.opening.number.replace("/", "-")]) if books.opening and may_see else ""
    return render(request, "finance/opening_posted.html", {"books": books, "entry_url": url})
