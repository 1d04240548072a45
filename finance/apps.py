from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Finance")

    def ready(self) -> None:
        post_migrate.connect(_ensure_chart, sender=self)


def _ensure_chart(*, plan: Any = None, **_kwargs: Any) -> None:
    """
    The chart exists after every `migrate` (and after a test flushed the tables): posting never fails for want of an account.

    The signal is Django's own hook for rows that belong to a schema; models have no signals here.
    """
    from django.db import connection  # noqa: PLC0415 - the app is still loading when this module is imported

    from finance.services import ensure_chart  # noqa: PLC0415 - same

    if "finance_account" in connection.introspection.table_names():
        ensure_chart()
