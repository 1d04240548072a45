"""
THE permission table: which role, and which API scope, may do what (docs/mechanisms/permissions.md).

Roles are Django groups of the same name.  A permission that no row names is held by nobody.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.imports import registry as importers

SALES = "sales"
WAREHOUSE = "warehouse"
FINANCE = "finance"
FINANCE_MANAGER = "finance_manager"
HR = "hr"
EMPLOYEE = "employee"
AUDITOR = "auditor"
ADMIN = "admin"

ROLE_LABELS = {
    SALES: _("Sales"),
    WAREHOUSE: _("Warehouse"),
    FINANCE: _("Finance"),
    FINANCE_MANAGER: _("Finance manager"),
    HR: _("People"),
    EMPLOYEE: _("Employee"),
    AUDITOR: _("Auditor"),
    ADMIN: _("Administrator"),
}

# They touch money, people or settings: a password alone is not enough (accounts.middleware).
SECOND_FACTOR_ROLES = frozenset({FINANCE, FINANCE_MANAGER, HR, ADMIN})

_EVERYONE = {"home.view", "comments.write", "jobs.view_own"}
_READ_COMMERCE = {"catalog.view", "orders.view", "customers.view", "inventory.view"}
# Each report has its own permission too (the kind's); these open the report centre and its schedules.
_REPORTS = {"reports.view", "reports.schedule"}
_READ_FINANCE = {
    "catalog.view_cost",
    "finance.view_journal",
    "finance.view_reports",
    "finance.export_reports",
    "customers.view_document",
    "orders.view_reports",
}

# Whoever works here and has an account: the own file, papers, leave; a manager's team follows from the data
# ("open_files" opens the door, the row scope says whose).
_EMPLOYED = {"hr.view_own", "hr.open_files", "hr.request_leave", "hr.decide_team_leave", "hr.see_leave"}

ROLES: dict[str, frozenset[str]] = {
    SALES: frozenset(
        _EVERYONE
        | _READ_COMMERCE
        | _REPORTS
        | {"orders.view_reports", "customers.change", "customers.view_document", "orders.place", "orders.change", "orders.cancel"}
        | {"orders.approve", "catalog.change", "imports.use"}
    ),
    WAREHOUSE: frozenset(
        _EVERYONE
        | {"catalog.view", "orders.view", "orders.change", "inventory.view", "orders.pick", "orders.ship", "orders.deliver"}
        | {"inventory.receive", "inventory.transfer", "inventory.adjust", "inventory.reconcile", "imports.use"}
    ),
    FINANCE: frozenset(_EVERYONE | _READ_COMMERCE | _READ_FINANCE | _REPORTS | {"orders.record_payment", "finance.post_manual"}),
    FINANCE_MANAGER: frozenset(
        _EVERYONE
        | _READ_COMMERCE
        | _READ_FINANCE
        | _REPORTS
        | {"reports.manage_schedules"}
        | {"orders.change", "orders.approve", "orders.approve_any_amount"}
        | {
            "orders.cancel",
            "orders.record_payment",
            "finance.close_period",
            "views.share",
            "finance.change_chart",
            "finance.open_books",
            "inventory.approve_correction",
        }
    ),
    HR: frozenset(
        _EVERYONE
        | _EMPLOYED
        | {"hr.view_people", "hr.view_personal", "hr.change_people", "hr.view_pay", "hr.view_bank", "hr.view_sensitive", "hr.export_people"}
        | {"hr.manage_structure", "hr.view_documents", "hr.review_documents", "hr.admit", "hr.qualify", "hr.use_esocial"}
        | {"hr.view_leave", "hr.manage_leave", "hr.manage_privacy", "hr.view_reads", "imports.use"}
    ),
    EMPLOYEE: frozenset(_EVERYONE | _EMPLOYED),
    AUDITOR: frozenset(
        {"home.view", "jobs.view_own", "reports.view"}
        | _READ_COMMERCE
        | (_READ_FINANCE - {"customers.view_document"})
        | {"system.view_audit", "system.view_jobs", "system.view_settings"}
        | {"hr.view_people", "hr.open_files", "hr.view_leave", "hr.see_leave", "hr.view_reads"}
    ),
    ADMIN: frozenset(
        _EVERYONE
        | _READ_COMMERCE
        | {"catalog.change", "system.manage_users", "system.manage_clients", "system.manage_settings", "system.view_settings"}
        | {"system.view_audit", "system.view_jobs", "system.manage_jobs", "views.share", "imports.use"}
        | {"finance.open_books"}
    ),
}

# A shop owner who begins alone does everything; later each role goes to somebody.
OWNER_ROLES = (ADMIN, SALES, WAREHOUSE, FINANCE, FINANCE_MANAGER, HR)

API_SCOPES: dict[str, frozenset[str]] = {
    "catalog": frozenset({"catalog.view", "inventory.view_sellable"}),
    "orders": frozenset({"orders.place", "orders.view", "orders.cancel", "customers.view_document"}),
    "payments": frozenset({"orders.view", "orders.record_payment"}),
    "fulfilment": frozenset({"orders.view", "orders.ship", "orders.deliver"}),
}

# A field shown in full only to those who hold the permission; others see it masked or not at all.
MASKED_FIELDS: dict[str, str] = {
    "customer.document": "customers.view_document",
    "variant.cost": "catalog.view_cost",
    "order.margin": "catalog.view_cost",
    "person.document": "hr.view_personal",
    "person.contact": "hr.view_personal",
    "person.bank": "hr.view_bank",
    "person.sensitive": "hr.view_sensitive",
    "employee.pay": "hr.view_pay",
}


def _all_rows(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset


def _own_channel(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """A storefront key knows only of its own channel's orders; staff see every channel."""
    return queryset if actor.kind != "api" else queryset.filter(channel__code=actor.channel)


def _own_warehouses(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset if not actor.warehouses else queryset.filter(location__warehouse__code__in=actor.warehouses)


def _own_waves(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset if not actor.warehouses else queryset.filter(warehouse__code__in=actor.warehouses)


def _own_or_shared_views(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset.filter(Q(owner_id=actor.id) | Q(is_shared=True))


def _own_notices(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset.filter(recipient_id=actor.id) if actor.kind == "user" else queryset.none()


def _own_and_team(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Employees: all of them, or oneself and those whom one leads today."""
    if actor.may("hr.view_people"):
        return queryset
    if actor.kind != "user":
        return queryset.none()
    led = Q(manager_terms__manager__user_id=actor.id, manager_terms__valid__contains=clock.company_date(clock.now()))
    return queryset.filter(Q(user_id=actor.id) | led).distinct()


def _own_person(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    if actor.may("hr.view_people"):
        return queryset
    return queryset.filter(employments__user_id=actor.id).distinct() if actor.kind == "user" else queryset.none()


def _own_privacy_requests(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """All of them for who looks after privacy; everybody else sees what they asked for themselves."""
    if actor.may("hr.manage_privacy"):
        return queryset
    return queryset.filter(user_id=actor.id) if actor.kind == "user" else queryset.none()


def _leave_in_sight(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Leave: everybody's, or one's own and that of whom one leads today, also in somebody's place."""
    if actor.may("hr.view_leave"):
        return queryset
    if actor.kind != "user":
        return queryset.none()
    today = clock.company_date(clock.now())
    given = "employee__manager_terms__manager__delegations_given"
    leads = Q(employee__manager_terms__manager__user_id=actor.id)
    stands_in = Q(**{f"{given}__delegate__user_id": actor.id, f"{given}__valid__contains": today, f"{given}__ended_at": None})
    team = Q(employee__manager_terms__valid__contains=today) & (leads | stands_in)
    return queryset.filter(Q(employee__user_id=actor.id) | team).distinct()


def _own_jobs(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset if actor.may("system.view_jobs") else queryset.filter(requested_by_id=actor.id)


def _own_schedules(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset if actor.may("reports.manage_schedules") else queryset.filter(owner_id=actor.id)


def _own_imports(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Batches of the importers that the person may use, also those of colleagues."""
    return queryset.filter(importer__in=importers.keys_for(actor))


ROW_SCOPES = {
    "hr.Employee": _own_and_team,
    "hr.Person": _own_person,
    "hr.LeaveRequest": _leave_in_sight,
    "hr.LeaveEntry": _leave_in_sight,
    "hr.VacationWindow": _leave_in_sight,
    "privacy.SubjectRequest": _own_privacy_requests,
    "imports.ImportBatch": _own_imports,
    "report_centre.Schedule": _own_schedules,
    "orders.Order": _own_channel,
    "orders.Customer": _all_rows,
    "orders.PickingWave": _own_waves,
    "inventory.Variant": _all_rows,
    "inventory.StockLevel": _own_warehouses,
    "inventory.StockMove": _all_rows,
    "inventory.Reservation": _own_warehouses,
    "finance.JournalEntry": _all_rows,
    "core.Job": _own_jobs,
    "intranet.Notice": _own_notices,
    "core.SavedView": _own_or_shared_views,
}
