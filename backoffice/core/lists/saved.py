"""Saved views of a list, and how each person likes to see it: columns, and the view it opens with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import F, Func, JSONField, Q, Value

from backoffice.core import audit, policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.lists.errors import TooManyViews, ViewNameTaken
from backoffice.core.models import SavedView, User

SHARE = "views.share"
MAX_OWN = 20
MAX_SHOWN = 40
MAX_QUERY = 2000


@dataclass(frozen=True, slots=True)
class ListPreference:
    """``columns`` in the person's order, empty for the usual ones; ``default`` a tab's name, or ``#`` and a saved view's id."""

    columns: tuple[str, ...] = ()
    default: str = ""


def preference_of(user: User | AnonymousUser, code: str) -> ListPreference:
    """What the person chose for this list; comes with the user's row."""
    stored: Any = user.preferences.get(_name(code)) if isinstance(user, User) else None
    if not isinstance(stored, dict):
        return ListPreference()
    columns, default = stored.get("columns"), stored.get("default")
    return ListPreference(
        columns=tuple(name for name in columns if isinstance(name, str)) if isinstance(columns, list) else (),
        default=default if isinstance(default, str) else "",
    )


def keep_columns(*, list_code: str, columns: Sequence[str], by: Actor) -> None:
    """Remember the columns of this list for the person; none brings the usual ones back."""
    _keep(list_code, by, columns=list(columns)[:40])


def keep_default(*, list_code: str, default: str, by: Actor) -> None:
    """Remember the view that this list opens with; "" opens with the first tab again."""
    _keep(list_code, by, default=default[:60])


def list_views(*, list_code: str, actor: Actor) -> list[SavedView]:
    """The views that the person may open: the own ones first, then the shared ones of others."""
    views = policy.visible(actor, SavedView.objects.filter(list_code=list_code)).select_related("owner")
    return sorted(views.order_by("name")[:MAX_SHOWN], key=lambda view: view.owner_id != actor.id)


def get_view(*, view_id: int, list_code: str, actor: Actor) -> SavedView:
    """
    One view.

    :raises NotFound: there is none, or it is somebody else's own
    """
    view: SavedView | None = policy.visible(actor, SavedView.objects.filter(pk=view_id, list_code=list_code)).first()
    if view is None:
        raise NotFound(kind="saved_view", key=str(view_id))
    return view


def may_change(view: SavedView, actor: Actor) -> bool:
    """The owner may, and whoever looks after the shared ones."""
    return view.owner_id == actor.id or (view.is_shared and actor.may(SHARE))


@transaction.atomic
def save_view(*, list_code: str, name: str, query: str, is_shared: bool, by: Actor, at: datetime) -> SavedView:
    """
    Keep a state of the list under a name.

    :raises ViewNameTaken: the person has a view of this name here
    :raises TooManyViews: the person has 20 views here
    :raises NotAllowed: shared, without the permission to share
    """
    if is_shared:
        policy.require(by, SHARE)
    if SavedView.objects.filter(owner_id=by.id, list_code=list_code).count() >= MAX_OWN:
        raise TooManyViews(limit=MAX_OWN)
    view = SavedView(owner_id=by.id, list_code=list_code, query=query[:MAX_QUERY], is_shared=is_shared, created_at=at)
    _write(view, name=name, at=at)
    _trace("view.saved", view, by=by, at=at)
    return view


@transaction.atomic
def change_view(
    *, view_id: int, list_code: str, name: str, is_shared: bool, query: str | None = None, by: Actor, at: datetime
) -> SavedView:
    """
    Rename, share, or update from the present state (``query``).

    :raises NotFound: no such view, or not one that the actor may change
    :raises ViewNameTaken: its owner has another view of this name here
    :raises NotAllowed: sharing it, without the permission to share
    """
    view = _changeable(view_id, list_code, by)
    if is_shared and not view.is_shared:
        policy.require(by, SHARE)
    before = {"name": view.name, "query": view.query, "is_shared": view.is_shared}
    view.is_shared = is_shared
    view.query = view.query if query is None else query[:MAX_QUERY]
    _write(view, name=name, at=at)
    _trace("view.changed", view, by=by, at=at, before=before)
    return view


@transaction.atomic
def delete_view(*, view_id: int, list_code: str, by: Actor, at: datetime) -> str:
    """
    Forget a view; its name.

    :raises NotFound: no such view, or not one that the actor may change
    """
    view = _changeable(view_id, list_code, by)
    _trace("view.deleted", view, by=by, at=at, before={"name": view.name, "query": view.query, "is_shared": view.is_shared})
    view.delete()
    return view.name


def _changeable(view_id: int, list_code: str, by: Actor) -> SavedView:
    view: SavedView | None = (
        policy.visible(by, SavedView.objects.filter(pk=view_id, list_code=list_code)).select_for_update(of=("self",)).first()
    )
    if view is None or not may_change(view, by):
        raise NotFound(kind="saved_view", key=str(view_id))
    return view


def _write(view: SavedView, *, name: str, at: datetime) -> None:
    view.name, view.updated_at = name, at
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        if "core_savedview_name" not in str(error):
            raise
        raise ViewNameTaken(name=name) from None


def _trace(action: str, view: SavedView, *, by: Actor, at: datetime, before: dict[str, Any] | None = None) -> None:
    after = None if action == "view.deleted" else {"name": view.name, "query": view.query, "is_shared": view.is_shared}
    audit.record([audit.Trace(action=action, subject=("saved_view", str(view.pk)), at=at, before=before, after=after)], by=by)


def _name(code: str) -> str:
    return f"list:{code}"


def _keep(code: str, by: Actor, **changes: Any) -> None:
    """One statement that leaves every other preference as it is, so that two windows lose nothing."""
    stored = Func(F("preferences"), Value(_name(code)), function="jsonb_extract_path", output_field=JSONField())
    merged = Func(stored, Value({}, JSONField()), function="coalesce", output_field=JSONField())
    inner = Func(merged, Value(changes, JSONField()), template="(%(expressions)s)", arg_joiner=" || ", output_field=JSONField())
    entry = Func(Value(_name(code)), inner, function="jsonb_build_object", output_field=JSONField())
    whole = Func(F("preferences"), entry, template="(%(expressions)s)", arg_joiner=" || ", output_field=JSONField())
    User.objects.filter(Q(pk=by.id) & Q(is_active=True)).update(preferences=whole)
