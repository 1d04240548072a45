"""
The global search: which things can be found, by whom, and where a find leads.

Each source is one read door of an area and costs at most one query.  A role finds only what it may open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.people import search_people, unaccented
from backoffice.core.statuses import STATUSES
from backoffice.core.templatetags import formats
from backoffice.report_centre.search import search_reports
from finance.queries.search import search_entries
from hr.queries.people_search import search_employees
from inventory.queries.search import search_variants
from orders.queries.search import search_customers, search_order_hits, search_shipments

MIN_LENGTH = 2
MAX_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """One find; ``is_exact``: the text was its own code, so there is nothing to choose."""

    label: str
    detail: str
    url: str
    is_exact: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """``find`` takes the actor, the text and how many; ``list_name`` is the list that searches the same by ``?q=``, if any."""

    label: str | Promise
    icon: str
    permission: str
    find: Callable[[Actor, str, int], Sequence[Hit]]
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found; ``more_url`` where there may be more."""

    label: str
    icon: str
    hits: list[Hit]
    more_url: str


def _orders(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            f"{row.number} · {row.customer_name}",
            " · ".join(
                filter(
                    None,
                    [str(STATUSES["order"][row.status].label), formats.short_date(row.placed_at), formats.brl(row.total), row.external_id],
                )
            ),
            reverse("order_page", args=[row.number]),
            row.is_exact,
        )
        for row in search_order_hits(actor=actor, text=text, limit=limit)
    ]


def _customers(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            row.name,
            " · ".join(filter(None, [formats.cpf_cnpj(row.document), row.email])),
            reverse("customer_page", args=[row.id]),
            row.is_exact,
        )
        for row in search_customers(actor=actor, text=text, limit=limit)
    ]


def _variants(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            f"{row.sku} · {row.name}",
            " · ".join(filter(None, [row.ean, "" if row.is_active else _("not sold any more")])),
            reverse("stock_variant", args=[row.sku]),
            row.is_exact,
        )
        for row in search_variants(actor=actor, text=text, limit=limit)
    ]


def _shipments(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            _("Parcel %(number)s") % {"number": row.number},
            " · ".join(filter(None, [row.carrier, row.tracking_code, formats.short_date(row.shipped_at)])),
            reverse("shipment_page", args=[row.number]),
            row.is_exact,
        )
        for row in search_shipments(actor=actor, text=text, limit=limit)
    ]


def _reports(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            row.title,
            " · ".join([row.code, row.created_by, formats.short_datetime(row.created_at)]),
            reverse("verify_report", args=[row.code]),
            row.is_exact,
        )
        for row in search_reports(actor=actor, text=text, limit=limit)
    ]


def _entries(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            f"{row.number} · {row.description}",
            f"{formats.short_date(row.posted_on)} · {formats.brl(row.total)}",
            reverse("entry_page", args=[row.number.replace("/", "-")]),
            row.is_exact,
        )
        for row in search_entries(actor=actor, text=text, limit=limit)
    ]


def _employees(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            row.name,
            " · ".join(filter(None, [row.number, row.position, row.department, "" if row.state != "ended" else _("left the company")])),
            reverse("employee", args=[row.number]),
            row.is_exact,
        )
        for row in search_employees(actor=actor, text=text, limit=limit, today=clock.company_date(clock.now()))
    ]


def _people(actor: Actor, text: str, limit: int) -> list[Hit]:
    return [
        Hit(
            row.name,
            " · ".join(filter(None, [row.username, row.email, "" if row.is_active else _("no access any more")])),
            reverse("admin:core_user_change", args=[row.id]),
            row.is_exact,
        )
        for row in search_people(text=text, limit=limit)
    ]


# In the order in which the groups stand.
SOURCES: dict[str, SearchSource] = {
    "orders": SearchSource(label=gettext_lazy("Orders"), icon="orders", permission="orders.view", find=_orders, list_name="order_board"),
    "customers": SearchSource(
        label=gettext_lazy("Customers"), icon="person", permission="customers.view", find=_customers, list_name="customer_list"
    ),
    "variants": SearchSource(
        label=gettext_lazy("Products"), icon="inventory_2", permission="inventory.view", find=_variants, list_name="stock"
    ),
    "shipments": SearchSource(label=gettext_lazy("Parcels"), icon="local_shipping", permission="orders.view", find=_shipments),
    "reports": SearchSource(label=gettext_lazy("Issued reports"), icon="verified", permission="reports.view", find=_reports),
    "entries": SearchSource(
        label=pgettext_lazy("search", "Journal entries"),
        icon="menu_book",
        permission="finance.view_journal",
        find=_entries,
        list_name="journal",
    ),
    "employees": SearchSource(
        label=gettext_lazy("Employees"), icon="groups", permission="hr.open_files", find=_employees, list_name="people"
    ),
    "people": SearchSource(label=pgettext_lazy("search", "People"), icon="group", permission="system.manage_users", find=_people),
}


def search(text: str, *, actor: Actor, limit: int = 5) -> list[Group]:
    """
    What the actor may open and the text names, by kind; where something is named exactly, it stands first.

    Nothing for fewer than two characters: half of everything would match.
    """
    text = clean(text)
    if len(text) < MIN_LENGTH:
        return []
    groups = []
    for source in SOURCES.values():
        if not actor.may(source.permission):
            continue
        hits = list(source.find(actor, text, limit + 1))
        if hits:
            more = f"{reverse(source.list_name)}?q=" if source.list_name and len(hits) > limit else ""
            groups.append(Group(str(source.label), source.icon, hits[:limit], more))
    return sorted(groups, key=lambda group: not any(hit.is_exact for hit in group.hits))


def only_exact(groups: list[Group]) -> Hit | None:
    """The one thing that the text names by its own code, if there is exactly one."""
    exact = [hit for group in groups for hit in group.hits if hit.is_exact]
    return exact[0] if len({hit.url for hit in exact}) == 1 else None


def clean(text: str) -> str:
    """As typed, without what no code or name holds: control characters, idle spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:MAX_LENGTH]


def marked(label: str, text: str) -> list[tuple[str, bool]]:
    """
    The label cut into pieces, those that were looked for marked: ("João Silva", "joao") -> [("João", True), (" Silva", False)].

    Accents and case do not matter; each letter stays the letter it is.
    """
    bare = [unaccented(char) for char in label]
    plain, places = "".join(bare), [index for index, piece in enumerate(bare) for _letter in piece]
    hit = [False] * len(label)
    for word in unaccented(text).split():
        start = plain.find(word)
        while start >= 0:
            for place in places[start : start + len(word)]:
                hit[place] = True
            start = plain.find(word, start + len(word))
    pieces: list[tuple[str, bool]] = []
    for char, is_hit in zip(label, hit, strict=True):
        if pieces and pieces[-1][1] == is_hit:
            pieces[-1] = (pieces[-1][0] + char, is_hit)
        else:
            pieces.append((char, is_hit))
    return pieces
