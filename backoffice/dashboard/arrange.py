"""Which queues a person wants to see first, and which not at all."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import preferences
from backoffice.core.views import StaffRequest, staff_view
from backoffice.dashboard import queues


@staff_view(permission="home.view", methods=("GET", "POST"))
def queues_arrange(request: StaffRequest) -> HttpResponse:
    """Every button saves the whole form: a card moves, all go back to the usual order, or the person is done."""
    mine = [queue for queue in queues.QUEUES if queues.is_mine(queue, request.actor)]
    labels = {queue.code: queue.label for queue in mine}
    kept = preferences.of(request.user)
    if request.method == "POST":
        return _save(request, list(labels))
    order = _in_order(kept.queues, list(labels))
    context = {
        "rows": [{"code": code, "label": labels[code], "shown": code not in kept.hidden} for code in order],
        "crumbs": [{"label": _("Today"), "url": reverse("today")}, {"label": _("Arrange the queues")}],
        "moved": request.GET.get("moved", ""),
    }
    return render(request, "dashboard/arrange.html", context)


def _save(request: StaffRequest, codes: list[str]) -> HttpResponse:
    user_id = int(request.user.pk)
    if "usual" in request.POST:
        preferences.save(user_id=user_id, queues=[], hidden=[])
        return HttpResponseRedirect(reverse("queues_arrange"))
    order = _in_order(tuple(request.POST.getlist("order")), codes)
    moved, _colon, way = request.POST.get("move", "").partition(":")
    if moved in order:
        place = order.index(moved)
        order.insert(max(place - 1, 0) if way == "up" else place + 1, order.pop(place))
    shown = set(request.POST.getlist("shown"))
    preferences.save(user_id=user_id, queues=order, hidden=[code for code in codes if code not in shown])
    return HttpResponseRedirect(f"{reverse('queues_arrange')}?moved={moved}" if moved in order else reverse("today"))


def _in_order(wished: tuple[str, ...], codes: list[str]) -> list[str]:
    """The wished order of those that are the person's, then the others in theirs."""
    known = [code for code in dict.fromkeys(wished) if code in codes]
    return known + [code for code in codes if code not in known]
