"""The product as one app of Django's: once all apps are loaded, the house is put together (backoffice.composition)."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from backoffice.celery import app as celery_app

__all__ = ["celery_app"]


class BackofficeConfig(AppConfig):
    name = "backoffice"
    label = "backoffice"
    verbose_name = _("Retaguarda")

    def ready(self) -> None:
        import_module("backoffice.composition").compose()
