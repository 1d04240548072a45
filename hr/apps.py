from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from backoffice.core import clock


class HRConfig(AppConfig):
    name = "hr"
    verbose_name = _("People")

    def ready(self) -> None:
        post_migrate.connect(_ensure_registers, sender=self)


def _ensure_registers(**_kwargs: Any) -> None:
    # Models exist only once all apps are loaded.
    from hr.services import ensure_holidays, install_standard_leave  # noqa: PLC0415

    install_standard_leave()
    ensure_holidays(today=clock.company_date(clock.now()))
