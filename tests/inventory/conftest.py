"""One warehouse with two bins, two things to sell."""

from collections.abc import Iterator

import pytest

from backoffice import wiring
from backoffice.core import bus
from inventory.models import Location, Variant
from tests.inventory.builders import make_bin, make_variant, make_warehouse


@pytest.fixture
def warehouse(db: None) -> Location:
    return make_warehouse()


@pytest.fixture
def front(warehouse: Location) -> Location:
    """Picked first."""
    return make_bin("A-01", warehouse, priority=1)


@pytest.fixture
def back(warehouse: Location) -> Location:
    return make_bin("B-01", warehouse, priority=2)


@pytest.fixture
def pan(db: None) -> Variant:
    return make_variant("PAN-24")


@pytest.fixture
def lid(db: None) -> Variant:
    return make_variant("LID-24", "Tampa de vidro")


@pytest.fixture
def nobody_listens() -> Iterator[None]:
    """The stock area by itself: counts its own statements, not those of who listens."""
    bus.install(in_transaction={}, after_commit={})
    yield
    bus.install(in_transaction=wiring.IN_TRANSACTION, after_commit=wiring.AFTER_COMMIT)
