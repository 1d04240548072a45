"""The pages above the areas; hands the order page what the other areas know."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    name = "backoffice.dashboard"
    label = "dashboard"
    verbose_name = _("Home")

    def ready(self) -> None:
        # Views import the areas' models, which exist only once all apps are loaded.
        from backoffice.dashboard import related  # noqa: PLC0415
        from orders.views import related as orders_related  # noqa: PLC0415

        orders_related.install([related.journal_entries])
