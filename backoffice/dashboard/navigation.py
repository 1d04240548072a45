"""Navigation: what a person sees in the side bar follows from what the person may do."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the shell of every page."""
    return {"nav_sections": []}


def admin_navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The register admin's side bar."""
    return []
