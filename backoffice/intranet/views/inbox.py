"""The inbox: what a person was told, unread first in sight; marked when opened."""

from django.http import HttpResponse, HttpResponseNotModified, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.errors import NotFound
from backoffice.core.views import StaffRequest, staff_view
from backoffice.intranet import queries, services


@staff_view(permission="home.view")
def inbox(request: StaffRequest) -> HttpResponse:
    is_unread = request.GET.get("show") != "all"
    page = queries.list_notices(actor=request.actor, is_unread=is_unread, before=_number(request.GET.get("before", "")))
    unread = queries.count_unread(actor=request.actor)
    older = f"?{'' if is_unread else 'show=all&'}before={page.next_before}" if page.next_before else ""
    context = {
        "page": page,
        "is_unread": is_unread,
        "unread": unread,
        "older_url": older,
        "newest_id": page.rows[0].id if page.rows else 0,
        "tabs": [
            {"label": _("Unread"), "url": reverse("notices"), "count": unread or None, "current": is_unread},
            {"label": _("All notices"), "url": f"{reverse('notices')}?show=all", "current": not is_unread},
        ],
        "crumbs": [{"label": _("Notices")}],
    }
    return render(request, "intranet/inbox.html", context)


@staff_view(permission="home.view")
def open_notice(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Go to what the notice is about; it counts as read, unless a browser only looks ahead."""
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=204)
    notice = services.mark_read(notice_id=notice_id, by=request.actor, at=clock.now())
    if notice is None:
        raise NotFound(kind="notice", key=str(notice_id))
    return HttpResponseRedirect(notice.url)


@staff_view(permission="home.view", methods=("POST",))
def read_one(request: StaffRequest, notice_id: int) -> HttpResponse:
    if services.mark_read(notice_id=notice_id, by=request.actor, at=clock.now()) is None:
        raise NotFound(kind="notice", key=str(notice_id))
    return _back(request)


@staff_view(permission="home.view", methods=("POST",))
def read_all(request: StaffRequest) -> HttpResponse:
    """Everything up to the newest that the page showed: what came meanwhile stays unread."""
    services.mark_all_read(up_to_id=_number(request.POST.get("newest", "")) or 0, by=request.actor, at=clock.now())
    return _back(request)


@staff_view(permission="home.view")
def pulse(request: StaffRequest) -> HttpResponse:
    """The bell's state for the page's script: 304 while nothing has changed."""
    state = queries.get_pulse(actor=request.actor)
    newest = state.newest.id if state.newest else 0
    tag = f'"{state.count}-{newest}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    answer = JsonResponse(
        {
            "count": state.count,
            "shown": "99+" if state.count > queries.notices.MOST_COUNTED else str(state.count),
            "newest": newest,
            "label": _unread(state.count),
            "told": _("New notice: %(title)s") % {"title": state.newest.title} if state.newest else "",
        },
    )
    answer.headers["ETag"] = tag
    return answer


def _unread(count: int) -> str:
    if not count:
        return _("Notices, none unread")
    return ngettext("Notices, %(n)s unread", "Notices, %(n)s unread", count) % {"n": count}


def _back(request: StaffRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("notices") + ("?show=all" if request.POST.get("show") == "all" else ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
