"""Exports and papers go to a folder of the test."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from backoffice.core.actors import Actor
from tests.orders.builders import Shop, build_shop


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def shop(db: None, by: Actor, at: datetime) -> Shop:
    return build_shop(by=by, at=at)
