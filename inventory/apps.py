from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InventoryConfig(AppConfig):
    name = "inventory"
    verbose_name = _("Warehouse")

    def ready(self) -> None:
        post_migrate.connect(_ensure_standard_locations, sender=self)


def _ensure_standard_locations(**_kwargs: Any) -> None:
    # Models exist only once all apps are loaded.
    from inventory.services import ensure_standard_locations  # noqa: PLC0415

    ensure_standard_locations()
