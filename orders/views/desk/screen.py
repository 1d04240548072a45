"""
Type an order in (ux 3.8, 3.9): customer, lines, freight and terms on one page, priced by the server all the time.

Every button is a submit with ``do``: the page works without script, and htmx only swaps its parts.  Nothing is placed but
by the button that says so; Enter in a field looks things up.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock, parked
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.views import StaffRequest, staff_view
from inventory.errors import InsufficientStock
from orders import queries, services
from orders.errors import CustomerTaken, CustomerUnrecognisable, DiscountTooLarge, EmptyOrder
from orders.queries.channels import SellingChannel, list_selling_channels
from orders.services import OrderPreview
from orders.views.desk.cart import Cart, find_products, only_hit
from orders.views.desk.forms import ADDRESS, NewOrderForm, values_of
from orders.words import APPROVALS

PLACE = "place"
CUSTOMER_FIELDS = ("customer", "name", "document", "email", "phone", *ADDRESS)


@staff_view(permission="orders.place", methods=("GET", "POST"), resumes=True)
def new_order(request: StaffRequest) -> HttpResponse:
    channels = list_selling_channels()
    if not channels:
        return render(request, "orders/desk/none.html")
    if request.method == "POST":
        return _posted(request, channels)
    kept = parked.take(request)
    if kept is not None:
        messages.info(request, _("Your session had ended: nothing was saved yet. Check what you typed and send it again."))
        return _show(request, channels, kept)
    if "find" in request.GET:
        channel = _channel(request.GET, channels)
        hits = find_products(request.GET["find"], channel)
        return render(request, "orders/desk/products.html", {"hits": hits, "find": request.GET["find"]})
    if "who" in request.GET:
        found = queries.find_customers(text=request.GET["who"], actor=request.actor)
        return render(request, "orders/desk/customers.html", {"found": found, "who": request.GET["who"]})
    start = QueryDict(mutable=True)
    if request.GET.get("customer", "").isdigit():
        start["do"] = f"customer:{request.GET['customer']}"
        start["token"] = str(NewOrderForm(channels=channels).initial["token"])
        start["channel"], start["terms"] = channels[0].code, "now"
        _do(request, start, Cart(), channels[0])
    return _show(request, channels, start)


def _posted(request: StaffRequest, channels: list[SellingChannel]) -> HttpResponse:
    data = request.POST.copy()
    cart = Cart.read(data)
    channel = _channel(data, channels)
    if data.get("do", "") != PLACE:
        _do(request, data, cart, channel)
        return _show(request, channels, data, cart=cart)
    return _place(request, channels, data, cart, channel)


def _channel(data: QueryDict, channels: list[SellingChannel]) -> SellingChannel:
    return next((channel for channel in channels if channel.code == data.get("channel")), channels[0])


def _do(request: StaffRequest, data: QueryDict, cart: Cart, channel: SellingChannel) -> None:
    """What a button other than the last one asks for; an unknown word only draws the page anew."""
    verb, _sep, what = data.get("do", "").partition(":")
    if verb == "add":
        cart.add(what[:64])
        data["find"] = ""
    elif verb == "remove" and what.isdigit():
        cart.remove(int(what[:4]))
    elif verb == "customer" and what.isdigit():
        found = queries.find_customer(customer_id=int(what[:18]), actor=request.actor)
        data.update(dict.fromkeys(CUSTOMER_FIELDS, ""))
        for name, value in values_of(found).items():
            data[name] = value
        data["who"] = ""
    elif verb == "forget":
        for name in CUSTOMER_FIELDS:
            data[name] = ""
    elif data.get("find", "").strip():
        sku = only_hit(data["find"], find_products(data["find"], channel))
        if sku:
            cart.add(sku)
            data["find"] = ""


def _place(request: StaffRequest, channels: list[SellingChannel], data: QueryDict, cart: Cart, channel: SellingChannel) -> HttpResponse:
    form = NewOrderForm(data, channels=channels)
    cart.look_up(channel)
    if not cart.lines:
        form.add_error(None, _("The order has no item yet. Look for a product and add it."))
    if not form.is_valid() or not cart.is_readable or any(line.error for line in cart.lines):
        return _show(request, channels, data, cart=cart, form=form, status=422)
    draft = form.draft(cart.drafts())
    try:
        done = services.place_typed_order(
            draft=draft, token=form.cleaned_data["token"], customer_id=form.cleaned_data["customer"], by=request.actor, at=clock.now()
        )
    except InsufficientStock as short:
        cart.explain_shortage(short.data["shortages"], services.preview_order(draft=draft, at=clock.now()))
        return _show(request, channels, data, cart=cart, form=form, status=409)
    except NotAllowed:
        raise
    except BusinessError as error:
        form.add_error(_field_of(error), text_of(error))
        return _show(request, channels, data, cart=cart, form=form, status=error.status)
    told = _("Order %(number)s placed.") if done.is_new else _("This form became the order %(number)s already; nothing was placed twice.")
    messages.success(request, told % {"number": done.order_number})
    url = reverse("order_page", args=[done.order_number])
    # htmx follows a redirect silently and would put the order's page into the form.
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else HttpResponseRedirect(url)


def _field_of(error: BusinessError) -> str | None:
    if isinstance(error, DiscountTooLarge):
        return "discount_total"
    if isinstance(error, CustomerUnrecognisable):
        return "document"
    if isinstance(error, CustomerTaken):
        return str(error.data["field"])
    return None


def _show(
    request: StaffRequest,
    channels: list[SellingChannel],
    data: QueryDict,
    *,
    cart: Cart | None = None,
    form: NewOrderForm | None = None,
    status: int = 200,
) -> HttpResponse:
    channel = _channel(data, channels)
    if cart is None:
        cart = Cart.read(data)
    if form is None:
        # Typed values without complaints: those come when the order is sent.
        form = NewOrderForm(initial={name: data[name] for name in NewOrderForm.base_fields if name in data}, channels=channels)
    is_refused = status != 200
    if not is_refused:
        cart.look_up(channel)
        cart.warn_of_stock()
    preview, trouble = _preview(NewOrderForm(data, channels=channels), channel, cart)
    find, who = data.get("find", ""), data.get("who", "")
    chosen = form["customer"].value()
    context: dict[str, Any] = {
        "form": form,
        "cart": cart,
        "preview": preview,
        "trouble": trouble,
        "approval": APPROVALS.get(preview.approval_reason, "") if preview else "",
        "find": find,
        "hits": find_products(find, channel),
        "who": who,
        "found": queries.find_customers(text=who, actor=request.actor),
        "has_errors": is_refused,
        "line_errors": [(index, line) for index, line in enumerate(cart.lines) if line.error] if is_refused else [],
        "chosen": chosen,
        "waits_if_first": bool(preview and preview.waits_if_first and not _has_bought(chosen, request)),
    }
    return render(request, "orders/desk/new.html", context, status=status)


def _has_bought(chosen: Any, request: StaffRequest) -> bool:
    """Whether the chosen customer is one whose first order this cannot be."""
    if not str(chosen or "").isdigit():
        return False
    found = queries.get_customer(customer_id=int(chosen), actor=request.actor)
    return found.order_count > found.off_count


def _preview(form: NewOrderForm, channel: SellingChannel, cart: Cart) -> tuple[OrderPreview | None, str]:
    """The running totals, or why there are none yet."""
    form.is_valid()
    if not cart.is_readable:
        return None, ""
    try:
        return services.preview_order(draft=form.trial_draft(channel.code, cart.drafts()), at=clock.now()), ""
    except EmptyOrder:
        return None, ""
    except BusinessError as error:
        return None, text_of(error)
