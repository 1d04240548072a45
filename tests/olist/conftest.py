"""The invented data set, written and imported."""

from datetime import datetime
from pathlib import Path

import pytest

from backoffice.core.actors import Actor
from backoffice.olist.importing import Outcome, import_orders
from backoffice.olist.source import load
from tests.olist.dataset import write_dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the five files of the invented data set are."""
    return write_dataset(tmp_path)


@pytest.fixture
def imported(db: None, folder: Path, by: Actor, at: datetime) -> Outcome:
    """All of the invented data set, imported in batches of seven."""
    return import_orders(source=load(folder), limit=None, batch_size=7, by=by, at=at)
