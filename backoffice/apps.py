"""The composition root: hands the tables of wiring and roles to the core at start."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from backoffice.celery import app as celery_app
from backoffice.core import policy

__all__ = ["celery_app"]


class BackofficeConfig(AppConfig):
    name = "backoffice"
    label = "backoffice"
    verbose_name = _("Retaguarda")

    def ready(self) -> None:
        # The tables import models and handlers of every area, which exist only once all apps are loaded.
        from backoffice import roles, subjects, wiring  # noqa: PLC0415
        from backoffice.core import access, bus, error_texts, files, jobs, lists, reports, verification  # noqa: PLC0415
        from backoffice.imports import registry as importers  # noqa: PLC0415
        from backoffice.intranet import subjects as intranet_subjects  # noqa: PLC0415
        from backoffice.privacy import datamap  # noqa: PLC0415
        from finance import channels as ledger_channels  # noqa: PLC0415

        def ensure_groups(**_: Any) -> None:
            access.ensure_groups(roles.ROLES)

        # After every migrate, so that the roles of the table exist as groups in each installation.
        post_migrate.connect(ensure_groups, sender=apps.get_app_config("core"), weak=False, dispatch_uid="backoffice.ensure_groups")

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
