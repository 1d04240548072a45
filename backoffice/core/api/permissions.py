"""May this key do this?  A method that declares no permission may be done by nobody."""

from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from backoffice.core import policy
from backoffice.core.errors import NotAllowed


class ScopeMissing(NotAllowed):
    """The key lacks a scope; ``scopes`` are those that would do."""

    code = "scope_missing"


class HasDeclaredScope(BasePermission):
    """Asks the one policy (core.policy) for the permission that the view declares for the method."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """
        :raises ScopeMissing: the key may not do this
        :raises MethodNotAllowed: the view has no such method
        """
        if request.auth is None:
            return False
        if request.method not in view.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        declared: Mapping[str, str] = getattr(view, "permissions", {})
        permission = declared.get("GET" if request.method == "HEAD" else str(request.method), "")
        if not request.actor.may(permission):  # type: ignore[attr-defined]
            raise ScopeMissing(permission=permission, scopes=policy.scopes_holding(permission))
        return True
