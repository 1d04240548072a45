"""A shop of today and people of each role, for the screens."""

import pytest

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from tests.orders.builders import Shop, build_shop


@pytest.fixture
def shop(db: None) -> Shop:
    """The shop of the sales tests, trading now: screens read the clock."""
    by = Actor(kind="system", id=0, name="Loja", grants=policy.known_permissions())
    return build_shop(by=by, at=clock.now(), stock=50)
