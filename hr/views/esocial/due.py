"""What eSocial has to hear of, what presses most first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.core import clock
from backoffice.core.views import StaffRequest, staff_view
from hr import queries
from hr.models import EsocialEvent
from hr.queries import DueEvent
from hr.views.esocial.words import due_words, kind_label

# More than this nobody reads on one page; the sentence above the table says how many there are.
MOST = 200


@staff_view(permission="hr.use_esocial")
def due_list(request: StaffRequest) -> HttpResponse:
    today = clock.company_date(clock.now())
    due = queries.esocial_due(today=today)
    views = {
        "all": due,
        "late": [each for each in due if each.days_left(today) < 0],
        "soon": [each for each in due if queries.is_soon(each, today)],
    }
    view = request.GET.get("view", "") if request.GET.get("view", "") in views else "all"
    rows, labels = views[view], {"all": _("Everything"), "late": pgettext("eSocial", "Late"), "soon": _("Within 3 days")}
    context = {
        "rows": [row_of(each, today=today) for each in rows[:MOST]],
        "more": max(0, len(rows) - MOST),
        "to_make": sum(not each.state and each.kind != EsocialEvent.Kind.S2299 for each in due),
        "late": len(views["late"]),
        "view": view,
        "tabs": [
            {"label": labels[name], "url": f"{reverse('esocial_due')}?view={name}", "count": len(views[name]), "current": name == view}
            for name in views
        ],
        "settings": queries.get_esocial_settings(),
        "schemas": queries.list_schemas(),
    }
    return render(request, "hr/esocial/due.html", context)


def row_of(each: DueEvent, *, today: Any) -> dict[str, Any]:
    """One line of the table, with the one thing that can be done about it."""
    left = each.days_left(today)
    return {
        "event": each,
        "label": kind_label(each.kind),
        "left": due_words(left),
        "is_late": left < 0,
        "is_near": queries.is_soon(each, today),
        "is_typed": each.kind == EsocialEvent.Kind.S2299,
    }
