"""A Chromium of this machine, driven through Playwright: for the pictures and for the browser stories in tests/e2e."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
except ImportError:  # the e2e packages are not part of what the product needs to run
    sync_playwright = None  # type: ignore[assignment]

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox, because CI runs as root; nothing that would call its maker's hosts.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
# Where a candidate comes in, and whose link the demo writes down.
PORTAL, CANDIDATE = "/portal/", "MARIANA"
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}


def find_chromium() -> str | None:
    """Path of a Chromium: BACKOFFICE_CHROMIUM, else the first of the usual names; None where there is none."""
    return os.environ.get("BACKOFFICE_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


def what_is_missing() -> str:
    """Why no browser can be driven here, as a sentence with the remedy; "" where nothing is missing."""
    if sync_playwright is None:
        return "Playwright is not installed: pip install --require-hashes -r requirements-e2e.lock"
    if find_chromium() is None:
        return "no Chromium was found: apt-get install chromium, or name one in BACKOFFICE_CHROMIUM"
    return ""


@contextlib.contextmanager
def open_browser() -> "Iterator[Browser]":
    """A headless browser, closed at the end; ask ``what_is_missing`` first."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def new_context(browser: "Browser", base_url: str, *, phone: bool = False, dark: bool = False, **options: Any) -> "BrowserContext":
    """A window of its own (own cookies): wide or phone, light or dark, in Portuguese, without motion."""
    settings: dict[str, Any] = {
        "base_url": base_url,
        "viewport": PHONE if phone else WIDE,
        "color_scheme": "dark" if dark else "light",
        "locale": "pt-BR",
        "timezone_id": "America/Sao_Paulo",
        "reduced_motion": "reduce",
    }
    if phone:
        settings |= {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    return browser.new_context(**(settings | options))


def read_logins(credentials: Path) -> dict[str, tuple[str, str]]:
    """
    Role in lower case -> (user name, password), as the demo's seeding left them; besides, "candidate" -> (link, date of birth)
    of whoever is half-way through the portal of admissions.
    """
    made = json.loads(credentials.read_text())
    logins = {role.lower(): (login.split(":", 1)[0], login.split(":", 1)[1]) for role, login in made["users"].items()}
    half_way = made.get("portal", {}).get(CANDIDATE)
    return logins | ({"candidate": tuple(half_way.rsplit(" ", 1))} if half_way else {})


def sign_in(page: "Page", login: tuple[str, str]) -> None:
    """Through the login page, as a person does; a candidate through the link and the date of birth."""
    if login[0].startswith(PORTAL):
        page.goto(login[0])
        page.locator("input[name=birth_date]").fill(login[1])
        page.locator("form:has(input[name=birth_date]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "confirmar" not in url)
        return
    page.goto("/entrar/")
    page.locator("input[name=login], input[name=username]").first.fill(login[0])
    page.locator("input[name=password]").fill(login[1])
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/entrar/" not in url)
