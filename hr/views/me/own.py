"""Whose file it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from backoffice.core.views import StaffRequest, staff_view
from hr import queries

PERMISSION = "hr.view_own"


def own_file(*, methods: tuple[str, ...] = ("GET",)) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Guard a page of one's own file: the view gets ``employee``; who has none is told whom to ask."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @staff_view(permission=PERMISSION, methods=methods)
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            employee = queries.employee_of(request.actor)
            if employee is None:
                return nobody(request)
            return view(request, employee, *args, **kwargs)

        return guarded

    return decorate


def nobody(request: StaffRequest) -> HttpResponse:
    """The page of an account without a contract of employment behind it."""
    return render(request, "hr/me/nobody.html")
