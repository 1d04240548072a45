"""
HTML to PDF: the only importer of WeasyPrint.

Everything a page may load is named here (the paper style sheet and its fonts); any other address, a file's or a
network's, is refused, whatever the text of a record says.
"""

import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from backoffice.core.jobs import JobFailed
from backoffice.core.pango import pango_problem

# Names no host: the fetcher below answers for it from the static files.
BASE_URL = "http://static.invalid/"
STYLE_SHEET = f"{BASE_URL}backoffice/paper.css"
_ALLOWED = re.compile(r"backoffice/paper\.css|unfold/fonts/inter/[A-Za-z]+-[A-Za-z]+\.woff2", re.ASCII)


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """
    Lay a template out on paper: tagged for screen readers (PDF/UA-1), fonts embedded.

    :raises JobFailed: Pango is missing on this machine; the text names the command that installs it
    """
    return html_to_pdf(render_to_string(template, context | {"paper_css": STYLE_SHEET}))


def html_to_pdf(html: str) -> bytes:
    """
    Lay a whole HTML document out on paper.

    :raises JobFailed: Pango is missing on this machine
    """
    problem = pango_problem()
    if problem is not None:
        raise JobFailed(problem)
    # Importing WeasyPrint loads Pango and fails where it is missing, and takes seconds: only who draws pays for it.
    from weasyprint import HTML  # noqa: PLC0415

    return bytes(HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher()).write_pdf(pdf_variant="pdf/ua-1"))


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - see html_to_pdf

    class PaperFilesOnly(URLFetcher):  # type: ignore[misc]
        """Answers with the asked address, so that the fonts resolve relative to the style sheet."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix(BASE_URL) if url.startswith(BASE_URL) else ""
            path = finders.find(name) if _ALLOWED.fullmatch(name) else None
            if path is None:
                raise ValueError(f"a PDF loads nothing from {url}")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(str(path)).read_bytes(), {"Content-Type": kind})

    return PaperFilesOnly(allowed_protocols={"data"}, allow_redirects=False)
