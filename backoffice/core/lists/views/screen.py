"""Draw a work list: rows, tabs, saved views, totals, what can be done with marked rows."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from backoffice.core.actors import Actor
from backoffice.core.lists import saved
from backoffice.core.lists.params import SAVED
from backoffice.core.lists.reader import Page, Reader
from backoffice.core.lists.state import ListState
from backoffice.core.lists.worklist import WorkList, list_of
from backoffice.core.models import SavedView
from backoffice.core.views import StaffRequest

# Tabs of the person's own work beside the first; the others wait under "More".
LEADING_TABS = 3
# Buttons on the bar of marked rows; the others wait under "More".
LEADING_ACTS = 3


def show_list(
    request: StaffRequest, code: str, template: str, *, extra: Mapping[str, Any] | None = None, total: int | None = None
) -> HttpResponse:
    """
    The page of a work list.  ``extra`` is added to the context; ``total`` is the exact number of rows where it is known.

    An address without any parameter opens the view that the person chose for this list.
    """
    actor = request.actor
    worklist = list_of(code, actor)
    preference = saved.preference_of(request.user, code)
    views = saved.list_views(list_code=code, actor=actor)
    state = ListState.of(worklist.spec(actor), request.GET, columns=preference.columns)
    if not request.GET and (url := _default_url(preference.default, state, views)):
        return HttpResponseRedirect(url)
    counts = worklist.counts(state, actor) if worklist.counts else {}
    reader = worklist.reader(state, actor)
    page = state.page(reader)
    if total is None and worklist.counts_follow_filter:
        total = counts.get(state.view)
    page = replace(page, total=total) if total is not None and not state.wants_sum else _with_totals(state, page, reader, counts)
    context = state.context(
        page,
        counts=counts,
        row_url=partial(_row_url, worklist, state) if worklist.row_url else None,
        row_key=worklist.key_of,
    )
    context |= _tabs(context["views"], state, views, preference.default, actor, code)
    context |= _tools(worklist, state, actor) | _bulk(worklist, state, reader, page, actor)
    context["never"] = not page.rows and state.is_first_tab and not state.is_filtered
    if reader.amount is None:
        context["sum_url"] = ""
    return render(request, template, context | dict(extra or {}))


def _row_url(worklist: WorkList, state: ListState, row: Any) -> str:
    return worklist.row_url(row, state) if worklist.row_url else ""


def trail(state: ListState) -> str:
    """What a record's address carries, so that its page finds its neighbours in the list it was opened from."""
    return urlencode({"list": state.url().removeprefix("?")})


def _with_totals(state: ListState, page: Page, reader: Reader[Any], counts: Mapping[str, int]) -> Page:
    """Exact where it costs nothing or was asked for, otherwise the planner's guess."""
    if state.wants_sum:
        return replace(page, total=reader.count(), amount=reader.total())
    if page.is_whole:
        return replace(page, total=len(page.rows))
    if not state.is_filtered and state.view in counts:
        return replace(page, total=counts[state.view])
    return replace(page, about=max(reader.estimate(), len(page.rows) + 1))


def _default_url(default: str, state: ListState, views: list[SavedView]) -> str:
    if default.startswith("#"):
        return next((_saved_url(view, state) for view in views if f"#{view.pk}" == default), "")
    known = [view.name for view in state.spec.views]
    return state.url(view=default) if default in known and default != state.view else ""


def _saved_url(view: SavedView, state: ListState) -> str:
    """The view's state as the list understands it today, and whose it is."""
    kept = ListState.of(state.spec, QueryDict(view.query)).canonical()
    return f"?{kept}&{SAVED}={view.pk}" if kept else f"?{SAVED}={view.pk}"


def _tabs(tabs: list[dict[str, Any]], state: ListState, views: list[SavedView], default: str, actor: Actor, code: str) -> dict[str, Any]:
    """First tab, the person's own work, what is wrong, the present one; the others wait.  Then saved views, own ones first."""
    wanted = state.query.get(SAVED, "")
    current = next((view for view in views if str(view.pk) == wanted), None)
    own_work = [tab for tab in tabs[1:] if tab["workers"] & actor.grants][:LEADING_TABS]
    has_owners = any(tab["workers"] for tab in tabs)
    leading = [tab for tab in tabs if not has_owners or tab is tabs[0] or tab in own_work or tab["bad"] or tab["current"]]
    if current is not None:
        for tab in tabs:
            tab["current"] = False
    drawn = [
        {
            "id": view.pk,
            "label": view.name,
            "url": _saved_url(view, state),
            "current": view is current,
            "is_shared": view.is_shared,
            "owner": "" if view.owner_id == actor.id else view.owner.get_full_name() or view.owner.get_username(),
        }
        for view in views
    ]
    present = state.canonical()
    is_changed = current is not None and present != ListState.of(state.spec, QueryDict(current.query)).canonical()
    here = f"#{current.pk}" if current else state.view
    query = urlencode({"query": present})
    return {
        "views": leading,
        "more_views": [tab for tab in tabs if tab not in leading],
        "saved_views": drawn,
        "saved_current": current,
        "saved_changed": is_changed,
        "save_url": f"{reverse('list_view_save', args=[code])}?{query}",
        "change_view_url": f"{reverse('list_view_change', args=[code, current.pk])}?{query}"
        if current and saved.may_change(current, actor)
        else "",
        "default_url": reverse("list_default", args=[code]),
        "default_here": here,
        "is_default": here == (default or (state.spec.views[0].name if state.spec.views else "")),
        "present_query": present,
        "saved_counts_url": reverse("list_counts", args=[code]) if drawn else "",
    }


def _tools(worklist: WorkList, state: ListState, actor: Actor) -> dict[str, Any]:
    chosen = [column.name for column in state.columns]
    others = [column for column in state.spec.columns if column.name not in chosen]
    look = state.canonical()
    asked = urlencode({"query": look, "columns": ",".join(chosen[1:])})
    return {
        "column_choices": [
            {"name": column.name, "label": column.label, "shown": column.name in chosen} for column in [*state.columns[1:], *others]
        ],
        "first_column": state.spec.columns[0].label,
        "columns_url": reverse("list_columns", args=[worklist.code]),
        "export_url": f"{reverse('list_export', args=[worklist.code])}?{asked}" if worklist.may_export(actor) else "",
        "list_code": worklist.code,
    }


def _bulk(worklist: WorkList, state: ListState, reader: Reader[Any], page: Page, actor: Actor) -> dict[str, Any]:
    """The boxes and the bar, for those who may do something with marked rows."""
    actions = worklist.actions_of(actor) if worklist.key_of else []
    if not actions or not page.rows:
        return {"bulk_actions": []}
    drawn = [
        {
            "label": action.label,
            "icon": action.icon,
            "url": reverse("list_bulk", args=[worklist.code, action.name]),
            "bad": action.kind == "bad",
        }
        for action in actions
    ]
    return {
        "bulk_actions": drawn[:LEADING_ACTS],
        "bulk_more": drawn[LEADING_ACTS:],
        "bulk_query": state.canonical(with_look=False),
        "bulk_until": reader.newest(),
        "bulk_has_more": not page.is_whole,
    }
