"""A shop to sell from."""

from datetime import datetime

import pytest

from backoffice.core.actors import Actor
from tests.orders.builders import Shop, build_shop


@pytest.fixture
def shop(db: None, by: Actor, at: datetime) -> Shop:
    return build_shop(by=by, at=at)
