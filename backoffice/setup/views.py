"""Pages of the first run: the checklist, the company, the first shop, the chart, the first account."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from backoffice.core import clock, parked
from backoffice.core.company import CompanyChanged, CompanyInfo, InvalidCompany, read_company, save_company
from backoffice.core.error_texts import text_of
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.models import ApiClient, User
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, public_view, staff_view
from backoffice.setup import services, steps, tokens
from backoffice.setup.errors import CodeTaken, HasUsers, ShopIsOpen
from backoffice.setup.forms import CompanyForm, FirstUserForm, ShopForm
from finance import queries as finance
from inventory import queries as inventory


@staff_view(permission="system.manage_settings")
def checklist(request: StaffRequest) -> HttpResponse:
    return render(request, "setup/checklist.html", steps.read_steps(actor=request.actor, at=clock.now()))


@staff_view(permission="system.manage_settings", methods=("POST",))
def decide(request: StaffRequest) -> HttpResponse:
    """``leave`` or ``take`` name a step ("all": the list itself)."""
    if step := request.POST.get("take", "")[:20]:
        services.take_up(step=step, by=request.actor, at=clock.now())
    else:
        step = request.POST.get("leave", "")[:20]
        services.leave_out(step=step, by=request.actor, at=clock.now())
        if step == services.ALL:
            messages.info(request, _("The first steps are put off. You find them again under “Company”."))
            return HttpResponseRedirect(reverse("today"))
    return HttpResponseRedirect(reverse("setup") + (f"#step-{step}" if step != services.ALL else ""))


@staff_view(permission="system.manage_settings", methods=("GET", "POST"), resumes=True)
def company(request: StaffRequest) -> HttpResponse:
    """Who the company is; changed any time, a stale form is shown what stands there now."""
    typed = request.POST if request.method == "POST" else parked.take(request)
    kept = read_company()
    form = CompanyForm(typed, initial=_shown(kept))
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            save_company(info=form.info(), by=request.actor, at=clock.now())
        except InvalidCompany as refusal:
            form.add_error(refusal.data["field"], text_of(refusal))
        except CompanyChanged as refusal:
            context |= _stale(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("The company is saved. Papers and reports carry it from now on."))
            return HttpResponseRedirect(reverse("company" if kept.is_known else "setup"))
    if form.errors:
        status = 422
    return render(request, "setup/company.html", context, status=status)


def _shown(info: CompanyInfo) -> dict[str, Any]:
    """What the form begins with: what is kept, or what the environment says, but no invented name."""
    values = asdict(info)
    if not info.is_known and not info.cnpj:
        values |= {"name": "", "legal_name": ""}
    if not info.is_known and "/" in info.city:
        values["city"], _slash, values["state"] = info.city.partition("/")
    return values | {"cnpj": formats.cpf_cnpj(info.cnpj) if info.cnpj else ""}


def _stale(form: CompanyForm, refusal: CompanyChanged) -> dict[str, Any]:
    """What was typed stays; beside it what somebody else wrote.  Saving again is then on purpose."""
    present, typed = asdict(read_company()), form.cleaned_data
    differing = [
        {"label": form.fields[name].label, "theirs": present[name], "yours": typed[name]}
        for name in form.fields
        if name != "version" and " ".join(str(typed[name]).split()) != present[name]
        and "".join(filter(str.isalnum, str(typed[name]))).upper() != str(present[name]).upper()
    ]  # fmt: skip
    form.data = {**{name: form.data.get(name, "") for name in form.fields}, "version": str(present["version"])}
    return {"refusal": text_of(refusal), "differing": differing}


@staff_view(permission="system.manage_clients", methods=("GET", "POST"))
@fresh_sign_in
def open_shop(request: StaffRequest) -> HttpResponse:
    """Warehouse, channel and key in one form; the key is in this answer and never again."""
    form = ShopForm(request.POST or None)
    refusal = ""
    status = 200
    if request.method == "POST" and form.is_valid():
        draft = services.ShopDraft(**form.cleaned_data)
        try:
            key = services.open_shop(draft=draft, by=request.actor, at=clock.now())
        except CodeTaken as taken:
            form.add_error("warehouse_code", text_of(taken))
        except ShopIsOpen as there:
            refusal, status = text_of(there), there.status
        else:
            return render(request, "setup/key.html", {"key": key, "draft": draft, "address": request.build_absolute_uri("/")})
    clients = list(ApiClient.objects.filter(is_active=True, is_demo=False).order_by("name"))
    context = {"form": form, "refusal": refusal, "clients": clients, "warehouses": inventory.list_warehouses()}
    return render(request, "setup/shop.html", context, status=422 if form.errors else status)


@staff_view(permission="system.manage_settings")
def chart(request: StaffRequest) -> HttpResponse:
    """The chart that every installation starts with, to look at and to show the accountant."""
    rows = [{"account": account, "indent": account.level} for account in finance.list_chart()]
    may_change = request.actor.may("finance.change_chart")
    context = {"rows": rows, "books": finance.get_books(today=clock.company_date(clock.now())), "may_change": may_change}
    return render(request, "setup/chart.html", context)


@public_view
@sensitive_post_parameters()
def first_user(request: HttpRequest, token: str) -> HttpResponse:
    """The first account, behind the link that the server printed; nobody is signed in by it."""
    if not tokens.is_good(token) or services.somebody_signs_in():
        return render(request, "setup/link_over.html", status=410)
    form = FirstUserForm(User(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = services.FirstUser(
            username=data["username"], name=data["name"], email=data["email"], password=data["new_password1"], alone=data["alone"]
        )
        try:
            services.create_first_user(draft=draft, at=clock.now())
        except HasUsers:
            return render(request, "setup/link_over.html", status=410)
        messages.success(request, _("Your account is ready. Sign in with it."))
        return HttpResponseRedirect(reverse("login"))
    response = render(request, "setup/first_user.html", {"form": form}, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
