"""What the sales area holds of people: customers and their orders.  Amounts, numbers and days are the books' and stay."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.privacy.datamap import CLEAR, KEEP, NAME, Area, Identity, Match, Obstacle, Table, Use
from orders.models import Customer, Order

# CDC (Lei 8.078/1990), art. 49: seven days from the delivery to withdraw from a purchase at a distance.
WITHDRAWAL = timedelta(days=7)

SALE = Use(
    purpose=gettext_lazy("Selling, delivering and answering for what was sold"),
    legal_base=gettext_lazy("Performance of the contract (LGPD art. 7 V)"),
    retention=gettext_lazy("While there is an open order; afterwards until the person asks, at most as long as the fiscal files"),
)
BOOKS = Use(
    purpose=gettext_lazy("Commercial and fiscal bookkeeping of the sale"),
    legal_base=gettext_lazy("Legal obligation (LGPD arts. 7 II and 16 I; CTN arts. 173 and 174)"),
    retention=gettext_lazy("Five years at least, with the books; without name, document, contact or address after anonymisation"),
)


def _find(identity: Identity) -> Sequence[Match]:
    wanted = identity.sought(document="document", email="email")
    return [
        Match(
            area="orders",
            pk=customer.pk,
            name=customer.name,
            detail=_("customer since %(year)s") % {"year": clock.company_date(customer.created_at).year},
            url=reverse("customer_page", args=[customer.pk]),
            permission="customers.view",
        )
        for customer in Customer.objects.filter(wanted).order_by("pk")
    ]


def _marks(ids: Collection[int]) -> list[str]:
    """Also the names and addresses that orders were placed with: the customer may have been called otherwise then."""
    texts = [text for row in Customer.objects.filter(pk__in=ids).values_list("name", "email", "document", "phone") for text in row]
    return texts + list(Order.objects.filter(customer_id__in=ids).values_list("customer_name", flat=True).distinct())


def _subjects(ids: Collection[int]) -> list[tuple[str, str]]:
    numbers = Order.objects.filter(customer_id__in=ids).order_by("pk").values_list("number", flat=True)
    return [("customer", str(pk)) for pk in sorted(ids)] + [("order", number) for number in numbers]


def _obstacles(ids: Collection[int], today: date) -> list[Obstacle]:
    orders = Order.objects.filter(customer_id__in=ids)
    found = []
    going = orders.filter(Q(status="open") | Q(fulfilment_status__in=["shipped", "partially_shipped"])).count()
    if going:
        text = ngettext(
            "%(count)d order is under way. Finish or cancel it first.",
            "%(count)d orders are under way. Finish or cancel them first.",
            going,
        )
        found.append(Obstacle("orders_open", text % {"count": going}))
    if orders.filter(has_payment_problem=True).exists():
        found.append(Obstacle("payment_open", _("Money of an order is still to be settled. Settle it first.")))
    newest = orders.exclude(delivered_at=None).order_by("-delivered_at").values_list("delivered_at", flat=True).first()
    if newest is not None and (until := clock.company_date(newest) + WITHDRAWAL) >= today:
        found.append(
            Obstacle(
                "withdrawal",
                _("The last delivery can still be given back (CDC art. 49: seven days). Wait for the end of that time."),
                until,
            )
        )
    return found


def _finish(ids: Collection[int], by: Actor, at: datetime) -> None:
    """What remains is nobody's: an order that comes with the same document makes a new customer."""
    Customer.objects.filter(pk__in=ids).update(kind=Customer.Kind.PERSON)


PERSONAL_DATA = Area(
    code="orders",
    label=gettext_lazy("Customer and orders"),
    tables=(
        Table(
            model="orders.Customer",
            owner="pk",
            title=gettext_lazy("Customer"),
            use=SALE,
            personal={"name": NAME, "document": CLEAR, "email": CLEAR, "phone": CLEAR, "address": CLEAR},
            told=("kind", "created_at"),
            plain=("kind",),
        ),
        Table(
            model="orders.Order",
            owner="customer",
            title=gettext_lazy("Orders"),
            use=BOOKS,
            personal={
                "customer_name": NAME,
                "shipping_address": CLEAR,
                "ship_city": CLEAR,
                "internal_note": CLEAR,
                "cancel_reason": CLEAR,
                "external_id": KEEP,
            },
            told=("number", "placed_at", "status", "payment_status", "fulfilment_status", "total", "currency", "delivered_at"),
            plain=(
                "number",
                "status",
                "payment_status",
                "fulfilment_status",
                "currency",
                "approval",
                "approval_reason",
                "approval_decided_by",
                "ship_state",
            ),  # fmt: skip
            keeps=gettext_lazy("The order's number in the channel ties the books to the payouts (LGPD art. 16 I)."),
        ),
        Table(
            model="orders.OrderLine",
            owner="order__customer",
            title=gettext_lazy("Items bought"),
            use=BOOKS,
            personal={},
            told=("order", "sku", "name", "quantity", "unit_price", "total"),
            plain=("sku", "name", "parts"),
        ),
        Table(
            model="orders.PaymentEvent",
            owner="order__customer",
            title=gettext_lazy("Payments"),
            use=BOOKS,
            personal={},
            told=("order", "provider", "kind", "method", "amount", "occurred_at"),
            plain=("provider", "event_id", "kind", "method"),
        ),
        Table(
            model="orders.Shipment",
            owner="order__customer",
            title=gettext_lazy("Parcels"),
            use=BOOKS,
            personal={"tracking_code": KEEP},
            told=("number", "carrier", "shipped_at", "delivered_at"),
            plain=("number", "status", "carrier"),
            keeps=gettext_lazy("The tracking code proves the delivery (Código Civil art. 206, LGPD art. 7 VI)."),
        ),
    ),
    find=_find,
    marks=_marks,
    subjects=_subjects,
    obstacles=_obstacles,
    finish=_finish,
    not_personal={
        "orders.Channel": "sales channels",
        "orders.ShipmentLine": "items of a parcel",
        "orders.TypedOrder": "tokens of forms",
        "orders.PickingWave": "work of the warehouse; names of colleagues stand with what they did",
        "orders.WaveOrder": "boxes of a wave; the carrier's tracking code is told with the parcel",
        "orders.PickLine": "items to fetch",
        "orders.PickScan": "codes read by a scanner",
    },
)
