"""Customers, told apart by CPF or CNPJ, or without one by e-mail address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from backoffice.imports.importer import (
    CHANGED,
    NEW,
    SAME,
    Change,
    Context,
    DoneRow,
    Finding,
    Importer,
    Outcome,
    ParsedRow,
    PlannedRow,
    Problem,
)
from orders import services
from orders.importing.columns import COLUMNS
from orders.models import Customer
from orders.services import CustomerChange, NewCustomer

_OWN = ("name", "document", "email", "phone")
_ADDRESS = ("line1", "line2", "district", "city", "state", "postal_code")


def _identity(values: Mapping[str, Any]) -> str:
    return str(values.get("document") or values.get("email") or "")


def _identify(row: ParsedRow, context: Context) -> str:
    return _identity(row.values)


def _wanted(values: Mapping[str, Any]) -> dict[str, str]:
    wanted = {name: values[name] for name in (*_OWN, *_ADDRESS) if name in values}
    if "street_number" in values and "line1" in wanted:
        wanted["line1"] = f"{wanted['line1']}, {values['street_number']}"
    return wanted


def _present(customer: Customer) -> dict[str, str]:
    address = {name: str(customer.address.get(name) or "") for name in _ADDRESS}
    return {name: getattr(customer, name) for name in _OWN} | address


def _find(rows: Sequence[ParsedRow], *, lock: bool) -> dict[str, Customer]:
    """The customers of the rows by their identity, in one statement."""
    documents = [row.values["document"] for row in rows if "document" in row.values]
    emails = [row.values["email"] for row in rows if "document" not in row.values and "email" in row.values]
    named = Q(document__in=documents) | Q(document="", lower_email__in=emails)
    query = Customer.objects.annotate(lower_email=Lower("email")).filter(named).order_by("pk")
    found = query.select_for_update() if lock else query
    return {customer.document or customer.email.lower(): customer for customer in found}


def _analyse(rows: Sequence[ParsedRow], context: Context) -> list[Finding]:
    known = _find(rows, lock=context.is_run)
    findings = []
    for row in rows:
        wanted, identity = _wanted(row.values), _identity(row.values)
        title = str(row.values["name"])
        if not identity:
            findings.append(Finding.refused(Problem("no_identity"), title=title))
            continue
        customer = known.get(identity)
        if customer is None:
            changes = tuple(Change(name, None, value) for name, value in wanted.items() if name != "name")
            findings.append(Finding(NEW, title=title, changes=changes))
            continue
        present = _present(customer)
        # The case of an e-mail address says nothing.
        present["email"] = present["email"].lower()
        changes = tuple(Change(name, present[name], value) for name, value in wanted.items() if present[name] != value)
        findings.append(Finding(CHANGED if changes else SAME, title=customer.name, changes=changes))
    return findings


def _split(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Fields of the customer, parts of the address."""
    own = {name: values[name] for name in _OWN if name in values and name != "document"}
    return own, {name: values[name] for name in _ADDRESS if name in values}


def _apply(rows: Sequence[PlannedRow], context: Context) -> list[Outcome]:
    fresh = [planned for planned in rows if planned.finding.verdict == NEW]
    drafts = []
    for planned in fresh:
        wanted = _wanted(planned.row.values)
        _own, address = _split(wanted)
        drafts.append(
            NewCustomer(**{name: wanted[name] for name in _OWN if name in wanted}, address=address | {"country": "BR"} if address else {})
        )
    new_ids = services.add_customers(customers=drafts, by=context.by, at=context.at)
    ids = dict(zip((planned.row.line for planned in fresh), new_ids, strict=True))
    known = _find([planned.row for planned in rows if planned.finding.verdict == CHANGED], lock=True)
    changes = []
    for planned in rows:
        if planned.finding.verdict == CHANGED:
            ids[planned.row.line] = known[_identity(planned.row.values)].pk
            own, address = _split({change.column: change.after for change in planned.finding.changes})
            changes.append(CustomerChange(ids[planned.row.line], own, address))
    services.change_customers(changes=changes, by=context.by, at=context.at)
    return [Outcome(target={"customer": ids[planned.row.line]}) for planned in rows]


def _blocked(rows: Sequence[DoneRow], context: Context) -> list[Problem | None]:
    query = Customer.objects.filter(pk__in=[row.target["customer"] for row in rows]).order_by("pk")
    known = {customer.pk: customer for customer in (query.select_for_update() if context.is_run else query)}
    bought = services.find_customers_with_orders(customer_ids=known)
    answers: list[Problem | None] = []
    for row in rows:
        customer = known.get(row.target["customer"])
        if customer is None:
            answers.append(Problem("gone"))
        elif row.verdict == NEW:
            answers.append(Problem("has_orders") if customer.pk in bought else None)
        else:
            present = _present(customer)
            later = [change.column for change in row.changes if present[change.column] != change.after]
            answers.append(Problem("changed_since_import", column=later[0]) if later else None)
    return answers


def _undo(rows: Sequence[DoneRow], context: Context) -> Mapping[int, Problem]:
    services.remove_customers(customer_ids={row.target["customer"] for row in rows if row.verdict == NEW}, by=context.by, at=context.at)
    changes = []
    for row in rows:
        if row.verdict == CHANGED:
            own, address = _split({change.column: change.before or "" for change in row.changes})
            changes.append(CustomerChange(row.target["customer"], own, address))
    services.change_customers(changes=changes, by=context.by, at=context.at)
    return {}


CUSTOMERS = Importer(
    key="clientes",
    title=gettext_lazy("Customers"),
    intro=gettext_lazy("Customers with documents and addresses. Who is known by CPF, CNPJ or e-mail is changed, others are registered."),
    permission="customers.change",
    icon="person",
    columns=COLUMNS,
    key_columns=("document", "email"),
    samples=(
        {
            "name": "Ana Beatriz Nogueira",
            "document": "529.982.247-25",
            "email": "ana@exemplo.com.br",
            "phone": "(41) 99999-0001",
            "postal_code": "80730-000",
            "line1": "Rua Padre Anchieta",
            "street_number": "1245",
            "line2": "ap. 32",
            "district": "Bigorrilho",
            "city": "Curitiba",
            "state": "PR",
        },
        {
            "name": "Café Serra Azul Ltda.",
            "document": "11.222.333/0001-81",
            "email": "compras@exemplo.com.br",
            "phone": "(11) 3333-0002",
            "postal_code": "01310-100",
            "line1": "Avenida Brasil",
            "street_number": "900",
            "district": "Centro",
            "city": "São Paulo",
            "state": "SP",
        },
    ),  # fmt: skip
    identify=_identify,
    analyse=_analyse,
    apply=_apply,
    blocked=_blocked,
    undo=_undo,
    problems={
        "no_identity": lambda data: _("It has neither CPF or CNPJ nor e-mail address. Fill in one of them to tell the customer apart."),
        "document_form": lambda data: _("It is no valid CPF or CNPJ. Check the digits."),
        "document_zeros_lost": lambda data: (
            _("Excel cut off the zeros: it may be %(document)s. Format the column as Text and type it again.") % dict(data)
        ),
        "email_form": lambda data: _("It is no e-mail address. Write it like nome@empresa.com.br."),
        "phone_form": lambda data: _("It is no phone number with area code. Write it like (41) 99999-0000."),
        "postal_code_form": lambda data: _("A CEP has eight digits. If Excel cut off a zero, put it back."),
        "state_form": lambda data: _("It is no state. Write two letters, like PR."),
        "has_orders": lambda data: _("The customer has orders and stays in the register."),
        "changed_since_import": lambda data: _("Somebody changed the customer after the import. Change it in the register if needed."),
        "gone": lambda data: _("The customer is not in the register any more. There is nothing to undo."),
    },
    undo_new=ngettext_lazy("Deletes %(count)d new customer", "Deletes %(count)d new customers", "count"),
    undo_changed=ngettext_lazy("Gives %(count)d customer the old data back", "Gives %(count)d customers the old data back", "count"),
    done_url_name="admin:orders_customer_changelist",
)
