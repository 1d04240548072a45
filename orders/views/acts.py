"""The acts on an order: GET draws the dialog with its consequences, POST does it and comes back to the order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock, parked
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.errors import StaleOrder, TransitionRefused
from orders.queries import OrderDetail
from orders.views import acting, dialogs, page
from orders.views.forms import ApproveForm, CancelForm, DeliverForm, OrderForm, PaymentForm, RefuseForm
from orders.views.goods_forms import CancelItemsForm, ShipForm


@dataclass(frozen=True, slots=True)
class Act:
    """``run`` calls the service and returns what to tell; ``actions`` are the audit actions that it leaves."""

    name: str
    form: type[OrderForm]
    run: Callable[[Any, Actor, datetime], str]
    actions: tuple[str, ...]


def _cancel(form: CancelForm, by: Actor, at: datetime) -> str:
    done = services.cancel_order(draft=form.draft(), by=by, at=at)
    units = ngettext("%(n)s unit is for sale again.", "%(n)s units are for sale again.", done.released_units) % {
        "n": formats.qty(done.released_units)
    }
    told = _("Order %(number)s cancelled.") % {"number": done.order_number} + f" {units}"
    if done.to_refund:
        told += " " + _("%(amount)s are to be refunded.") % {"amount": formats.brl(done.to_refund)}
    return told


def _approve(form: ApproveForm, by: Actor, at: datetime) -> str:
    [done] = services.approve_orders(drafts=[form.draft()], by=by, at=at)
    return _("Order %(number)s approved.") % {"number": done.order_number}


def _refuse(form: RefuseForm, by: Actor, at: datetime) -> str:
    [done] = services.refuse_orders(drafts=[form.draft()], by=by, at=at)
    return _("Order %(number)s refused and cancelled.") % {"number": done.order_number}


def _cancel_items(form: CancelItemsForm, by: Actor, at: datetime) -> str:
    done = services.cancel_order_items(draft=form.draft(), by=by, at=at)
    units = sum(quantity for _sku, quantity in done.lines)
    told = ngettext("%(n)s unit cancelled, %(amount)s less.", "%(n)s units cancelled, %(amount)s less.", units)
    text = told % {"n": formats.qty(units), "amount": formats.brl(done.amount)}
    return f"{text} " + _("%(amount)s are to be refunded.") % {"amount": formats.brl(done.to_refund)} if done.to_refund else text


def _ship(form: ShipForm, by: Actor, at: datetime) -> str:
    done = services.ship_order(draft=form.draft(), by=by, at=at)
    units = sum(quantity for _sku, quantity in done.lines)
    told = ngettext("Parcel %(number)s left with %(n)s unit.", "Parcel %(number)s left with %(n)s units.", units)
    return told % {"number": done.number, "n": formats.qty(units)}


def _deliver(form: DeliverForm, by: Actor, at: datetime) -> str:
    done = services.deliver_order(draft=form.draft(), by=by, at=at)
    return _("Delivery of %(parcels)s confirmed on %(day)s.") % {
        "parcels": ", ".join(done.shipments),
        "day": formats.day_month_year(done.delivered_at),
    }


def _record_payment(form: PaymentForm, by: Actor, at: datetime) -> str:
    done = services.record_payment_event(event=form.draft(), by=by, at=at)
    if not done.is_new:
        return _("This payment was recorded before; nothing was counted twice.")
    if done.is_parked:
        return _("Recorded. It counts as soon as the payment it belongs to arrives.")
    return _("Recorded: %(amount)s.") % {"amount": formats.brl(done.amount)}


CANCEL = Act("cancel", CancelForm, _cancel, ("order.cancelled",))
APPROVE = Act("approve", ApproveForm, _approve, ("order.approved",))
REFUSE = Act("refuse", RefuseForm, _refuse, ("order.approval_refused",))
CANCEL_ITEMS = Act("cancel_items", CancelItemsForm, _cancel_items, ("order.items_cancelled",))
SHIP = Act("ship", ShipForm, _ship, ("order.shipped",))
DELIVER = Act("deliver", DeliverForm, _deliver, ("order.delivered",))
RECORD_PAYMENT = Act("record_payment", PaymentForm, _record_payment, ("payment.captured", "payment.refunded", "payment.chargeback"))


@staff_view(permission="orders.approve", methods=("GET", "POST"), resumes=True)
def approve_order(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, APPROVE)


@staff_view(permission="orders.approve", methods=("GET", "POST"), resumes=True)
def refuse_order(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, REFUSE)


@staff_view(permission="orders.cancel", methods=("GET", "POST"), resumes=True)
def cancel_items(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, CANCEL_ITEMS)


@staff_view(permission="orders.cancel", methods=("GET", "POST"), resumes=True)
def cancel_order(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, CANCEL)


@staff_view(permission="orders.ship", methods=("GET", "POST"), resumes=True)
def ship_order(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, SHIP)


@staff_view(permission="orders.deliver", methods=("GET", "POST"), resumes=True)
def deliver_order(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, DELIVER)


@staff_view(permission="orders.record_payment", methods=("GET", "POST"), resumes=True)
def record_payment(request: StaffRequest, number: str) -> HttpResponse:
    return _answer(request, number, RECORD_PAYMENT)


def _answer(request: StaffRequest, number: str, act: Act) -> HttpResponse:
    detail = _get(request, number)
    if request.method == "POST":
        return _do(request, detail, act)
    typed = parked.take(request)
    refused = next((each.reason for each in detail.actions if each.name == act.name and not each.allowed), None)
    if refused is not None:
        messages.error(request, refused.text)
        return _back(request, number)
    if "effects" in request.GET:
        # What the form says so far: the dialog keeps its consequences true while somebody types.
        form = act.form(request.GET, detail=detail)
        effects = dialogs.effects(act.name, detail, form, request.actor)
        return render(request, "orders/dialogs/effects.html", {"dialog": {"effects": effects}})
    if typed is not None:
        messages.info(request, _("Your session had ended: nothing was done yet. Check what you typed and send it again."))
        return page.show(request, detail, dialog=dialogs.of(act.name, detail, act.form(typed, detail=detail), request.actor))
    dialog = dialogs.of(act.name, detail, act.form(detail=detail), request.actor)
    # The script fetches the dialog alone; an address typed by hand shows it over the order.
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, dialog["template"], {"dialog": dialog})
    return page.show(request, detail, dialog=dialog)


def _do(request: StaffRequest, detail: OrderDetail, act: Act) -> HttpResponse:
    number = detail.summary.number
    form = act.form(request.POST, detail=detail)
    try:
        is_valid = form.is_valid()
        if form.cleaned_data.get("version") != detail.summary.version:
            raise StaleOrder(order=number, version=form["version"].value(), current=detail.summary.version)
        if not is_valid:
            return _again(request, detail, act, form, status=422)
        with acting.one_at_a_time(number=number, version=form.cleaned_data["version"], actor=request.actor):
            told = act.run(form, request.actor, clock.now())
    except StaleOrder:
        return _stale(request, number, act)
    except TransitionRefused as refusal:
        acting.explain_refusal(request, number=number, name=act.name, label=page.label_of(act.name), error=refusal)
        return _back(request, number)
    except (NotAllowed, NotFound):
        raise
    except BusinessError as error:
        form.add_error(None, text_of(error))
        return _again(request, detail, act, form, status=error.status)
    messages.success(request, told)
    return _back(request, number)


def _stale(request: StaffRequest, number: str, act: Act) -> HttpResponse:
    """Somebody was faster: show the order as it is now, with what was typed still in the form."""
    change = acting.last_change(number=number, actor=request.actor, actions=act.actions)
    if change.is_same_click:
        messages.info(request, _("Done already: the second click changed nothing."))
        return _back(request, number)
    detail = _get(request, number)
    if not any(each.name == act.name and each.allowed for each in detail.actions):
        messages.warning(request, acting.stale_text(change))
        return _back(request, number)
    typed = request.POST.copy()
    typed["version"] = str(detail.summary.version)
    form = act.form(typed, detail=detail)
    form.add_error(None, acting.stale_text(change))
    return _again(request, detail, act, form, status=409, error_title=_("Somebody changed the order before you"))


def _again(request: StaffRequest, detail: OrderDetail, act: Act, form: OrderForm, *, status: int, error_title: str = "") -> HttpResponse:
    """The dialog once more over the order, with what was typed and what is wrong with it."""
    dialog = dialogs.of(act.name, detail, form, request.actor) | {"error_title": error_title}
    return page.show(request, detail, dialog=dialog, status=status)


def _get(request: StaffRequest, number: str) -> OrderDetail:
    return queries.get_order(number=number, actor=request.actor, today=clock.company_date(clock.now()))


def _back(request: StaffRequest, number: str) -> HttpResponse:
    """The order's page, still knowing the list that it was opened from."""
    query = f"?{urlencode({'list': request.GET['list']})}" if "list" in request.GET else ""
    return HttpResponseRedirect(reverse("order_page", args=[number]) + query)
