"""A shop whose goods lie in bins."""

from datetime import datetime

import pytest

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from tests.warehouse.builders import Floor, build_floor


@pytest.fixture
def floor(db: None, by: Actor, at: datetime) -> Floor:
    return build_floor(by=by, at=at)


@pytest.fixture
def live_floor(db: None) -> Floor:
    """The same, trading now: screens read the clock."""
    by = Actor(kind="system", id=0, name="Loja", grants=policy.known_permissions())
    return build_floor(by=by, at=clock.now())
