"""Every page that a role can reach by following links, one example of each address pattern."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Not pages: files, and acts that a link starts.
NOT_PAGES = ("logout", "job_file", "readyz", "healthz", "metrics", "set_language")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#][^"]*)"')
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


def pages_of(page: Page) -> dict[str, str]:
    """
    Name of the address pattern -> one example, of all pages that this window's person reaches from "Hoje".

    Asked without drawing them, so that files are recognised before the browser would store them.
    """
    found: dict[str, str] = {}
    visited: set[str] = set()
    waiting = [page.url]
    while waiting:
        url = waiting.pop(0)
        name = pattern_of(url)
        if name is None or name in visited:
            continue
        visited.add(name)
        answer = page.request.get(url)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        found[name] = answer.url
        links = [urljoin(answer.url, unescape(link)) for link in LINK.findall(answer.text())]
        waiting += [link for link in links if urlsplit(link).netloc == urlsplit(page.url).netloc]
    return found
