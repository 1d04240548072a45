"""
Browser stories: a real Chromium against the real demo.

They need the packages of requirements-e2e.lock and a Chromium; where one is missing they are skipped and say so.
`.ci/run` installs both.  All fixtures end with this folder, because a running Playwright keeps an event loop in this
thread, in which Django refuses to use the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from backoffice.pictures import browser as browsers
from backoffice.pictures.demo import Demo
from tests.e2e.shop import Shop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT_OF_STORIES = Path(__file__).parent
MISSING = browsers.what_is_missing()
OpenPage = Callable[..., "Page"]
WINDOWS = pytest.StashKey[list["Page"]]()


class SkippedModule(pytest.Module):
    """A module of stories where there is no browser to tell them in."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        pytest.skip(MISSING, allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Without Playwright the modules cannot even be imported."""
    return SkippedModule.from_parent(parent, path=module_path) if MISSING and module_path.parent == ROOT_OF_STORIES else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == ROOT_OF_STORIES:
            item.add_marker(pytest.mark.slow)
            # One demo for all of them, also where xdist deals the tests out.
            item.add_marker(pytest.mark.xdist_group("e2e"))
            # The first one also waits for the demo.
            item.add_marker(pytest.mark.timeout(480))


@pytest.fixture(scope="package")
def demo() -> Iterator[Demo]:
    running = Demo()
    yield running
    running.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import expect  # noqa: PLC0415 - may not be installed

    # As long as for a click: a busy machine answers late, not wrongly.
    expect.set_options(timeout=15_000)
    with browsers.open_browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def shop(demo: Demo) -> Shop:
    return Shop(demo)


@pytest.fixture(scope="package")
def sessions(demo: Demo, browser: Browser) -> dict[str, Any]:
    """Cookies of each role and the moment of the sign-in through the login page."""
    return {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A story that failed tells what its windows showed: the machine that ran it is gone when somebody reads."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(WINDOWS, []):
            report.sections.append((f"window at {page.url}", page.locator("body").inner_text()[:4000]))
    return report


@pytest.fixture
def open_page(request: pytest.FixtureRequest, demo: Demo, browser: Browser, sessions: dict[str, Any]) -> Iterator[OpenPage]:
    """
    ``open_page("sales", "/pedidos/", phone=True, dark=True)``: a window of that role, "" for nobody.

    A page that throws a script error, logs an error to the console or answers 500 fails the story.
    """
    contexts, complaints = [], []
    windows = request.node.stash.setdefault(WINDOWS, [])

    def _signed_in(role: str) -> Any:
        """A sign-in of so long ago that weighty pages would soon ask again is made anew."""
        since, cookies = sessions.get(role, (float("-inf"), None))
        if time.monotonic() - since > settings.FRESH_SIGN_IN_SECONDS / 2:
            first = browsers.new_context(browser, demo.url)
            browsers.sign_in(first.new_page(), demo.logins[role])
            since, cookies = sessions[role] = time.monotonic(), first.storage_state()
            first.close()
        return cookies

    def open_it(role: str, path: str = "/", **look: Any) -> Page:
        context = browsers.new_context(browser, demo.url, **({"storage_state": _signed_in(role)} if role else {}), **look)
        contexts.append(context)
        page = context.new_page()
        windows.append(page)
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
