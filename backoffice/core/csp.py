"""The content security policy: strict everywhere, wider only where the register admin's own scripts need it."""

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse

# unfold's templates are written for Alpine, which evaluates their attributes, and carry inline styles
# (docs/adr/0008-wider-policy-for-the-registers.md).  Scripts still come from our own files only.
REGISTER_SOURCES = {"script-src": [UNSAFE_EVAL], "style-src": [UNSAFE_INLINE]}


class ContentSecurityPolicyMiddleware(CSPMiddleware):  # type: ignore[misc]
    """django-csp with one exception: the addresses of the register admin."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and _is_register(request.path):
            parts.update = {**(parts.update or {}), **REGISTER_SOURCES}
        return parts


def _is_register(path: str) -> bool:
    try:
        return path.startswith(reverse("admin:index"))
    except NoReverseMatch:
        return False
