"""Every page that a role can reach by following links, one example of each address pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Not pages: files, and acts that a link starts.
NOT_PAGES = ("logout", "job_file", "readyz", "healthz", "metrics", "set_language")
NOT_PAGE_WORDS = ("export", "download", "schema")


def pattern_of(url: str) -> str | None:
    """The name of the address pattern, None for what is no page of ours."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return None
    name = match.view_name or match.route
    if name in NOT_PAGES or any(word in name for word in NOT_PAGE_WORDS) or match.route.startswith("api/"):
        return None
    return name


def links_of(page: Page) -> list[str]:
    """Addresses of the links on this page, those of our own host."""
    return list(
        page.eval_on_selector_all("a[href]", "links => links.filter(a => a.host === location.host && !a.download).map(a => a.href)")
    )
