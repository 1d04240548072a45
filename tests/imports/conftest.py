"""Uploads go to a folder of the test; nothing of them stays."""

from pathlib import Path
from typing import Any

import pytest

from backoffice.core.actors import Actor
from tests.imports.builders import a_person


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def clerk(db: None) -> Actor:
    """A person of sales and warehouse: may use every importer."""
    return a_person("sales", "warehouse")
