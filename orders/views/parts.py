"""The parts of the order page, in the words and figures of the screen.  Everything here is read already."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from backoffice.core import clock
from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags import formats
from inventory import queries as stock
from orders.queries import LineDetail, OrderDetail, PaymentDetail, TimelineEntry
from orders.views import acting
from orders.views.cells import short_code
from orders.views.related import RelatedRecord
from orders.words import method_name, provider_name

PAYMENT_KINDS = {
    "authorized": pgettext_lazy("payment event", "Authorization"),
    "captured": pgettext_lazy("payment event", "Payment"),
    "refunded": pgettext_lazy("payment event", "Refund"),
    "voided": pgettext_lazy("payment event", "Authorization voided"),
    "chargeback": pgettext_lazy("payment event", "Chargeback"),
}
# Where goods go when they leave the house, by the code of the place.
ENDS = {
    "CUSTOMER": pgettext_lazy("stock", "Customer"),
    "SUPPLIER": pgettext_lazy("stock", "Supplier"),
    "LOSS": pgettext_lazy("stock", "Loss"),
    "TRANSIT": pgettext_lazy("stock", "In transit"),
    "OPENING": pgettext_lazy("stock", "Opening balance"),
}
# The column beside the page names the first of each; the tabs have them all.
SHOWN_RELATED = 4


def placed(detail: OrderDetail) -> str:
    at = detail.summary.placed_at
    told = {"day": formats.short_date(at), "time": formats.clock(at)}
    return (
        _("placed today at %(time)s") % told
        if clock.company_date(at) == timezone.localdate()
        else _("placed on %(day)s at %(time)s") % told
    )


def address(detail: OrderDetail) -> dict[str, str]:
    """The address with its CEP as people write it."""
    return written_address(detail.shipping_address)


def written_address(address: Mapping[str, str]) -> dict[str, str]:
    return {**address, "postal_code": cep(address.get("postal_code", ""))}


def cep(code: str) -> str:
    """80730000 -> 80730-000; a code from abroad stays as it came."""
    return f"{code[:5]}-{code[5:]}" if len(code) == 8 and code.isdigit() else code


def phone(number: str) -> str:
    """+5541988887766 -> (41) 98888-7766; a foreign number stays as it came."""
    digits = "".join(char for char in number if char.isdigit())
    local = digits[2:] if digits.startswith("55") and len(digits) in (12, 13) else digits
    return f"({local[:2]}) {local[2:-4]}-{local[-4:]}" if len(local) in (10, 11) else number


def steps(detail: OrderDetail) -> list[dict[str, str]]:
    state_of = {"done": "done", "now": "current"}
    return [
        {"label": step.label, "note": formats.short_datetime(step.at) if step.at else step.note, "state": state_of.get(step.state, "")}
        for step in detail.steps
    ]


def lines(detail: OrderDetail, reservations: Sequence[stock.ReservationRow]) -> list[dict[str, Any]]:
    """Each line with where a picker finds it and how much of it has left."""
    positions: dict[int, list[str]] = {}
    for row in reservations:
        if row.position not in positions.setdefault(row.variant_id, []):
            positions[row.variant_id].append(row.position)
    return [
        {
            "line": line,
            "url": _stock_url(line),
            "position": ", ".join(positions.get(line.variant_id, [])[:3]),
            "state": _state_of(line),
            "progress": _progress(line),
        }
        for line in detail.summary.lines
    ]


def _progress(line: LineDetail) -> str:
    told = {"done": formats.qty(line.shipped_quantity), "all": formats.qty(line.quantity - line.cancelled_quantity)}
    text = _("%(done)s of %(all)s") % told
    if not line.cancelled_quantity:
        return text
    gone = ngettext("%(n)s cancelled", "%(n)s cancelled", line.cancelled_quantity) % {"n": formats.qty(line.cancelled_quantity)}
    return f"{text}, {gone}" if line.quantity > line.cancelled_quantity else gone


def _state_of(line: LineDetail) -> str:
    if line.cancelled_quantity == line.quantity:
        return "cancelled"
    if line.open_quantity == 0:
        return "done"
    return "partial" if line.shipped_quantity else "open"


def _stock_url(line: LineDetail) -> str:
    """The stock page of what the line sells, where that page exists."""
    try:
        return reverse("stock_variant", args=[line.sku])
    except NoReverseMatch:
        return ""


def open_cost(reservations: Sequence[stock.ReservationRow]) -> Decimal:
    """What the goods still held for the order would cost at today's moving average."""
    pending = [row for row in reservations if row.status == "pending"]
    if not pending:
        return ZERO
    costs = stock.get_average_costs(variant_ids={row.variant_id for row in pending})
    return quantize_half_up(sum((costs.get(row.variant_id, ZERO) * row.quantity for row in pending), ZERO))


def moves(rows: Sequence[stock.MoveRow]) -> list[dict[str, Any]]:
    """Stock moves with the ends outside the house in words."""
    return [
        {"move": row, "source": ENDS.get(row.source, row.source), "destination": ENDS.get(row.destination, row.destination)} for row in rows
    ]


def story(entries: Sequence[TimelineEntry]) -> list[dict[str, Any]]:
    return [
        {
            "icon": entry.icon,
            "who": entry.actor_name,
            "what": entry.text,
            "when": entry.at,
            "detail": entry.detail,
            "bad": entry.action == acting.REFUSED,
        }
        for entry in entries
    ]


def payments(detail: OrderDetail, records: Sequence[RelatedRecord]) -> list[dict[str, Any]]:
    """Each payment event in words: what happened, who said so, how it was paid, and the entry it became."""
    return [
        {
            "payment": payment,
            "kind": PAYMENT_KINDS.get(payment.kind, payment.kind),
            "provider": _("Recorded by hand") if payment.provider == "manual" else provider_name(payment.provider),
            "method": method_name(payment.method),
            "number": _number(detail, payment),
            "entry": next((record for record in records if record.is_about(payment.event_id)), None),
        }
        for payment in detail.payments
    ]


def _number(detail: OrderDetail, payment: PaymentDetail) -> str:
    return payment.event_id.removeprefix(f"{detail.summary.number}:")


def related(
    detail: OrderDetail, reservations: Sequence[stock.ReservationRow], records: Sequence[RelatedRecord], *, page: str
) -> list[dict[str, Any]]:
    """Payments, entries, held stock and parcels, each one click away."""
    items: list[dict[str, Any]] = [
        {
            "icon": "payments",
            "label": f"{PAYMENT_KINDS.get(payment.kind, payment.kind)} {short_code(_number(detail, payment))}",
            "detail": formats.brl(payment.amount),
            "url": f"{page}?tab=payments#payment-{payment.id}",
        }
        for payment in detail.payments[:SHOWN_RELATED]
    ]
    items += [
        {"icon": record.icon, "label": record.label, "detail": record.detail, "url": record.url or f"{page}?tab=documents"}
        for record in records[:SHOWN_RELATED]
    ]
    pending = [row for row in reservations if row.status == "pending"]
    if pending:
        units = sum(row.quantity for row in pending)
        told = {"n": formats.qty(units), "place": ", ".join(sorted({row.position for row in pending})[:3])}
        held = ngettext("%(n)s unit at %(place)s", "%(n)s units at %(place)s", units) % told
        items.append({"icon": "shelves", "label": _("Reserved stock"), "detail": held, "url": f"{page}?tab=delivery"})
    items += [
        {
            "icon": "package_2",
            "label": _("Parcel %(number)s") % {"number": parcel.number},
            "detail": " · ".join(filter(None, [parcel.carrier, parcel.tracking_code])),
            "url": reverse("shipment_page", args=[parcel.number]),
        }
        for parcel in detail.shipments[:SHOWN_RELATED]
    ]
    return items
