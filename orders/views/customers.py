"""The list of customers."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    DateRange,
    ListSpec,
    ListState,
    MultiChoiceFilter,
    Reader,
    View,
    WorkList,
)
from backoffice.core.lists.views import show_list
from backoffice.core.municipalities import STATES
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from orders.models import Customer
from orders.queries import customer_list
from orders.queries.customer_list import CustomerRow
from orders.views import cells, parts


def _name(row: CustomerRow) -> SafeString:
    return format_html('{} <span class="rg-mute">{}</span>', row.name, cells.place(row.city, row.state))


def _last(row: CustomerRow) -> str:
    return formats.short_date(row.last_order_at)


SPEC = ListSpec(
    title=_("Customers"),
    views=[View(name="all", label=pgettext_lazy("customers", "All"))],
    filters=[
        ChoiceFilter(name="kind", label=_("Kind"), choices=Customer.Kind.choices),
        MultiChoiceFilter(name="state", label=pgettext_lazy("address", "State"), choices=[(state, state) for state in STATES]),
        DateFilter(name="since", label=_("Customer since")),
    ],
    columns=[
        Column(name="name", label=_("Customer"), cell=_name, value="name", css="rg-cut rg-w38", phone="lead", sort="name", link=True),
        Column(name="document", label=_("CPF or CNPJ"), css="rg-num rg-nowrap"),
        Column(name="email", label=_("E-mail"), css="rg-soft rg-cut rg-w20", phone="bare"),
        Column(
            name="phone",
            label=_("Phone"),
            cell=lambda row: parts.phone(row.phone),
            value=lambda row: parts.phone(row.phone),
            css="rg-soft rg-num rg-nowrap",
            phone="hide",
        ),
        Column(
            name="orders",
            label=_("Orders"),
            cell=lambda row: formats.qty(row.order_count),
            value="order_count",
            css="rg-r rg-num",
        ),
        Column(name="last", label=_("Last order"), cell=_last, value="last_order_at", css="rg-num rg-nowrap"),
        Column(
            name="bought",
            label=_("Bought (R$)"),
            cell=lambda row: formats.money(row.bought_total),
            value="bought_total",
            css="rg-r rg-num rg-strong rg-p-brl",
            phone="end",
        ),
        Column(
            name="kind",
            label=_("Kind"),
            cell=lambda row: Customer.Kind(row.kind).label,
            value=lambda row: Customer.Kind(row.kind).label,
            optional=True,
        ),
        Column(name="city", label=_("City"), optional=True),
        Column(name="state", label=pgettext_lazy("address", "State"), optional=True),
        Column(
            name="since",
            label=_("Customer since"),
            cell=lambda row: formats.day_month_year(row.created_at),
            value="created_at",
            css="rg-num",
            sort="since",
            optional=True,
        ),
    ],
    search_label=_("Name, CPF, CNPJ or e-mail"),
    sorts=customer_list.SORTS,
)


@staff_view(permission="customers.view")
def customers(request: StaffRequest) -> HttpResponse:
    return show_list(request, CUSTOMER_LIST.code, "orders/customers.html")


def _read(state: ListState, actor: Actor) -> Reader[CustomerRow]:
    since: DateRange = state.values.get("since", DateRange())
    return customer_list.read_customers(
        actor=actor,
        search=state.search,
        kind=state.values.get("kind", ""),
        states=state.values.get("state", ()),
        since_from=since.start,
        since_to=since.end,
    )


CUSTOMER_LIST = WorkList(
    code="clientes",
    permission="customers.view",
    url_name="customer_list",
    spec=lambda actor: SPEC,
    reader=_read,
    row_url=lambda row, state: reverse("customer_page", args=[row.id]),
    file_name="clientes",
)
