"""
The composition root: hands the tables of wiring and roles, and what one area has for another, to whoever asks for them.

It imports models and handlers of every area, which exist only once all apps are loaded: ``backoffice.apps`` loads it then,
in each process alike (web, worker, command, test).
"""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in
from django.core.checks import Tags, register
from django.db import connection
from django.db.models.signals import post_migrate

from backoffice import roles, subjects, wiring
from backoffice.accounts import checks, sessions
from backoffice.accounts.views import confirm
from backoffice.core import access, bus, clock, error_texts, files, fresh, jobs, lists, policy, reports, verification
from backoffice.dashboard import related
from backoffice.imports import registry as importers
from backoffice.intranet import subjects as intranet_subjects
from backoffice.privacy import datamap
from finance import channels as ledger_channels
from finance import services as finance
from hr import services as hr
from inventory import services as inventory
from orders.views import related as orders_related


def compose() -> None:
    """Put the house together; called once at start."""
    _install_tables()
    fresh.install(confirm.ask)
    orders_related.install([related.journal_entries])
    register(checks.second_factor_is_required, Tags.security, deploy=True)
    # The library's own signal, sent by every way in: the session learns when it began.
    user_logged_in.connect(sessions.begin, dispatch_uid="accounts.sessions.begin")
    for label in _STANDING_ROWS:
        post_migrate.connect(_see_to_standing_rows, sender=apps.get_app_config(label), dispatch_uid=f"standing_rows.{label}")


def _install_tables() -> None:
    bus.install(in_transaction=wiring.IN_TRANSACTION, after_commit=wiring.AFTER_COMMIT)
    jobs.install(wiring.JOBS)
    importers.install({importer.key: importer for importer in wiring.IMPORTERS})
    lists.install(wiring.LISTS)
    reports.install(wiring.REPORTS)
    error_texts.install(wiring.ERROR_TEXTS)
    files.install(wiring.FILE_PURPOSES)
    verification.install(wiring.VERIFIERS)
    ledger_channels.install(wiring.CHANNEL_NAMES)
    intranet_subjects.install(subjects.SUBJECTS)
    datamap.install(wiring.PERSONAL_DATA)
    policy.install(
        roles=roles.ROLES,
        role_labels=roles.ROLE_LABELS,
        api_scopes=roles.API_SCOPES,
        masked_fields=roles.MASKED_FIELDS,
        row_scopes=roles.ROW_SCOPES,
    )


def _ensure_groups() -> None:
    access.ensure_groups(roles.ROLES)


def _ensure_leave_registers() -> None:
    hr.install_standard_leave()
    hr.ensure_holidays(today=clock.company_date(clock.now()))


# Rows that belong to the schema: roles as groups, virtual places, the chart of accounts, kinds of leave and holidays.
_STANDING_ROWS = {
    "core": _ensure_groups,
    "inventory": inventory.ensure_standard_locations,
    "finance": finance.ensure_chart,
    "hr": _ensure_leave_registers,
}


def _see_to_standing_rows(*, sender: AppConfig, **_: Any) -> None:
    """
    They stand after every `migrate` (and after a test has emptied the tables): nothing fails for want of an account or a place.

    Django tells every app after any `migrate`, also one that stopped halfway: an area that lacks tables has to wait.
    """
    there = set(connection.introspection.table_names())
    if all(model._meta.db_table in there for model in sender.get_models()):
        _STANDING_ROWS[sender.label]()
