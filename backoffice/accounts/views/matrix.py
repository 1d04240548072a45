"""Which role may do what: the permission table, readable."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from backoffice import roles
from backoffice.accounts.words import AREAS, say
from backoffice.core import policy
from backoffice.core.views import StaffRequest, staff_view


@staff_view(permission="home.view")
def role_matrix(request: StaffRequest) -> HttpResponse:
    """Every permission in a row, every role in a column; names of people are not told."""
    names = policy.known_roles()
    held = frozenset().union(*roles.ROLES.values())
    areas: dict[str, list[tuple[str, list[bool]]]] = {}
    for area, title in AREAS.items():
        codes = sorted(code for code in held if code.split(".")[0] == area)
        areas.setdefault(str(title), []).extend((say(code), [code in roles.ROLES[name] for name in names]) for code in codes)
    columns = [(policy.role_label(name), name in roles.SECOND_FACTOR_ROLES) for name in names]
    own = {policy.role_label(name) for name in request.user.roles}  # type: ignore[union-attr]
    context = {"crumbs": [{"label": _("Roles"), "url": ""}], "columns": columns, "areas": areas.items(), "own": own}
    return render(request, "accounts/roles.html", context)
