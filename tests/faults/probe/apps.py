"""Adds to the wiring of the installation under fault; the product's own wiring stays as it is."""

from django.apps import AppConfig


class ProbeConfig(AppConfig):
    name = "tests.faults.probe"
    label = "fault_probe"

    def ready(self) -> None:
        # As in backoffice.composition: handlers need every model loaded.
        from backoffice import wiring  # noqa: PLC0415
        from backoffice.core import bus, jobs  # noqa: PLC0415
        from backoffice.events.orders import OrderPlaced  # noqa: PLC0415
        from tests.faults.probe import effects, points  # noqa: PLC0415

        listeners = [*wiring.AFTER_COMMIT.get(OrderPlaced, []), effects.note_orders]
        bus.install(in_transaction=wiring.IN_TRANSACTION, after_commit={**wiring.AFTER_COMMIT, OrderPlaced: listeners})
        jobs.install({**wiring.JOBS, **effects.JOBS})
        points.install()
