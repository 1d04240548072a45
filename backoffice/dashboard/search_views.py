"""The search page, and the same as JSON for the palette while somebody types."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.core.views import StaffRequest, staff_view
from backoffice.dashboard import navigation
from backoffice.dashboard.search import MIN_LENGTH, Group, Hit, clean, marked, only_exact, search

IN_PALETTE, ON_PAGE = 5, 25


@staff_view(permission="home.view")
def search_page(request: StaffRequest) -> HttpResponse:
    """Enter without a choice: a number, SKU or barcode opens its record at once, anything else is listed."""
    text = clean(request.GET.get("q", ""))
    if request.GET.get("as") == "json":
        return JsonResponse(_answer(text, search(text, actor=request.actor, limit=IN_PALETTE)))
    groups = search(text, actor=request.actor, limit=ON_PAGE)
    if hit := only_exact(groups):
        return HttpResponseRedirect(hit.url)
    context = {
        "text": text,
        "too_short": len(text) < MIN_LENGTH,
        "groups": [_drawn(group, text) for group in [*_places(request, text), *groups]],
        "crumbs": [{"label": _("Today"), "url": reverse("today")}, {"label": pgettext("noun", "Search")}],
    }
    return render(request, "dashboard/search.html", context)


def _places(request: StaffRequest, text: str) -> list[Group]:
    """Screens and registers of that name, and those where it is done; without a query."""
    found = [
        Hit(str(place["label"]), words, place["url"]) for place, words in navigation.find_places(text, request=request, actor=request.actor)
    ]
    return [Group(_("Screens"), "arrow_forward", found, "")] if found else []


def _answer(text: str, groups: list[Group]) -> dict[str, Any]:
    hit = only_exact(groups)
    return {"q": text, "open": hit.url if hit else "", "groups": [_drawn(group, text) for group in groups]}


def _drawn(group: Group, text: str) -> dict[str, Any]:
    hits = [{"label": marked(hit.label, text), "detail": marked(hit.detail, text), "url": hit.url} for hit in group.hits]
    more = f"{group.more_url}{urlencode({'': text})[1:]}" if group.more_url else ""
    return {
        "label": group.label,
        "icon": group.icon,
        "hits": hits,
        "more_url": more,
        "more_label": _("See all in %(where)s") % {"where": group.label},
    }
