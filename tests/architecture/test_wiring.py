"""The tables of the composition root are complete."""

import importlib
import inspect
import pkgutil

import backoffice.events
from backoffice import roles, wiring
from backoffice.core import error_texts, errors, policy
from backoffice.events.base import Event

AREAS = [
    "backoffice.accounts",
    "backoffice.core",
    "backoffice.imports",
    "backoffice.intranet",
    "backoffice.privacy",
    "backoffice.report_centre",
    "backoffice.setup",
    "orders",
    "inventory",
    "finance",
    "hr",
]

# Facts that nobody listens to yet: kept in the outbox as the log of what happened.
UNHEARD = {"OrderApproved", "OrderCancelled", "OrderExpired", "OrderItemsCancelled", "OrderDelivered"}


def _event_classes() -> set[type[Event]]:
    found: set[type[Event]] = set()
    for module_info in pkgutil.iter_modules(backoffice.events.__path__):
        module = importlib.import_module(f"backoffice.events.{module_info.name}")
        found |= {cls for _name, cls in inspect.getmembers(module, inspect.isclass) if issubclass(cls, Event) and cls is not Event}
    return found


def test_every_event_is_wired_or_known_to_be_unheard() -> None:
    wired = {cls.__name__ for cls in (*wiring.IN_TRANSACTION, *wiring.AFTER_COMMIT)}

    assert {cls.__name__ for cls in _event_classes()} == wired | UNHEARD
    assert not wired & UNHEARD


def test_every_business_error_has_its_own_code_and_words() -> None:
    classes: set[type[errors.BusinessError]] = set()
    pending = [errors.BusinessError]
    for area in AREAS:
        importlib.import_module(f"{area}.errors")
    while pending:
        cls = pending.pop()
        classes.add(cls)
        pending += cls.__subclasses__()
    named = [cls for cls in classes if cls.__module__ != "backoffice.core.errors" and not cls.__module__.startswith("tests.")]

    codes = [cls.code for cls in named]

    assert len(codes) == len(set(codes)), "two errors share a code"
    assert [code for code in codes if code not in wiring.ERROR_TEXTS and code not in error_texts.CORE_TEXTS] == []


def test_every_job_kind_asks_for_a_known_permission() -> None:
    unknown = {kind.permission for kind in wiring.JOBS.values()} - policy.known_permissions()

    assert unknown == set()


def test_every_role_has_a_name_for_people() -> None:
    assert set(roles.ROLES) == set(roles.ROLE_LABELS)
