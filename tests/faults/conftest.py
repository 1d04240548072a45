"""One installation for all tests of this folder; after each, whatever was hurt must be right again."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import invariants
from tests.faults.installation import Installation
from tests.faults.storefront import Storefront


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow, and only where processes can be watched through /proc."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(180))
            item.add_marker(pytest.mark.skipif(not Path("/proc").is_dir(), reason="watches processes through /proc"))


@pytest.fixture(scope="session")
def whole_installation() -> Iterator[Installation]:
    installation = Installation()
    try:
        installation.begin()
        yield installation
    finally:
        installation.end()


@pytest.fixture
def installation(whole_installation: Installation) -> Iterator[Installation]:
    whole_installation.wait_ready()
    said = whole_installation.log("web").stat().st_size
    yield whole_installation
    for name in ("postgres", "valkey", "web", "worker", "beat"):
        if name not in whole_installation.running:
            whole_installation.start(name)
    whole_installation.wait_ready()
    assert b"Internal Server Error" not in whole_installation.log("web").read_bytes()[said:], whole_installation.log("web")
    invariants.assert_nothing_is_broken(whole_installation)


@pytest.fixture
def storefront(whole_installation: Installation) -> Storefront:
    return Storefront(whole_installation.port, whole_installation.api_key)


@pytest.fixture
def seed() -> int:
    """Printed, and taken from FAULT_SEED to play a run again."""
    value = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"FAULT_SEED={value}")
    return value
