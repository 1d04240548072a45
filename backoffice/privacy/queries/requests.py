"""Requests of data subjects: the list, one of them, its story."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort
from backoffice.core.models import AuditEntry
from backoffice.privacy.errors import UnknownRequest
from backoffice.privacy.models import DataExport, SubjectRequest

State = SubjectRequest.State
# Fewer days than this before the end, and the clock is shown as a warning.
SOON = timedelta(days=5)

SORTS: tuple[Sort, ...] = (
    Sort(name="due", label=gettext_lazy("First to end first"), keys=(Key("due_on"), Key("id"))),
    Sort(name="-received", label=gettext_lazy("Newest first"), keys=(Key("id"),)),
)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the list shows it; ``days_left`` is negative when the time is over, None once it is closed."""

    number: str
    kind: str
    state: str
    channel: str
    name: str
    received_on: date
    due_on: date
    days_left: int | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueFigures:
    """What the home page says: how many are open, how many end soon or are late, and when the first one ends."""

    open_count: int
    soon_count: int
    late_count: int
    first_due: date | None


def read_requests(*, actor: Actor, tab: str, today: date) -> Reader[RequestRow]:
    """The requests of a tab: open, soon, closed, all."""
    return Reader(rows=_tab(_visible(actor), tab, today), make=lambda rows: [_row(row, today) for row in rows], key="number")


def count_tabs(*, actor: Actor, today: date) -> dict[str, int]:
    """How many stand under each tab, in one statement."""
    conditions = {tab: _condition(tab, today) for tab in ("open", "soon", "closed", "all")}
    counts: dict[str, int] = _visible(actor).aggregate(**{tab: Count("pk", filter=condition) for tab, condition in conditions.items()})
    return counts


def get_due_figures(*, actor: Actor, today: date) -> DueFigures:
    """The clock over all open requests, in one statement."""
    found = (
        _visible(actor)
        .filter(state=State.OPEN)
        .aggregate(
            open_count=Count("pk"),
            soon_count=Count("pk", filter=Q(due_on__lte=today + SOON)),
            late_count=Count("pk", filter=Q(due_on__lt=today)),
            first_due=Min("due_on"),
        )
    )
    return DueFigures(**found)


def get_request(*, number: str, actor: Actor) -> SubjectRequest:
    """
    The request with this protocol.

    :raises UnknownRequest: there is none, or the actor may not know of it
    """
    found: SubjectRequest | None = _visible(actor).filter(number=number[:20]).first()
    if found is None:
        raise UnknownRequest(number=number[:20])
    return found


def find_number(*, number: str, actor: Actor) -> str | None:
    """The protocol as it is written, None if there is no such request for this actor."""
    found: str | None = _visible(actor).filter(number=number[:20].upper()).values_list("number", flat=True).first()
    return found


def list_own_requests(*, actor: Actor) -> list[SubjectRequest]:
    """What the actor asked for in the own file, newest first, with the files that were made for it."""
    if actor.kind != "user":
        return []
    return list(_visible(actor).filter(user_id=actor.id).prefetch_related("exports").order_by("-received_at", "-id"))


def list_exports(*, request_id: int) -> list[DataExport]:
    """The files that were made for a request, newest first."""
    return list(DataExport.objects.filter(request_id=request_id).order_by("-made_at"))


def list_story(*, number: str, limit: int) -> list[AuditEntry]:
    """What happened to the request, newest first."""
    return list(AuditEntry.objects.filter(subject_kind="subject_request", subject_key=number).order_by("-id")[:limit])


def channel_words(channel: str) -> str:
    """The channel for people."""
    return str(dict(SubjectRequest.Channel.choices).get(channel, channel))


def identity_words(how: str) -> str:
    """How the identity was checked, for people; what somebody typed stands as it is."""
    return _("signed in with the own account") if how == "signed_in" else how


def _visible(actor: Actor) -> QuerySet[Any]:
    return policy.visible(actor, SubjectRequest.objects.all())


def _condition(tab: str, today: date) -> Q:
    if tab == "open":
        return Q(state=State.OPEN)
    if tab == "soon":
        return Q(state=State.OPEN, due_on__lte=today + SOON)
    return ~Q(state=State.OPEN) if tab == "closed" else Q(pk__isnull=False)


def _tab(rows: QuerySet[Any], tab: str, today: date) -> QuerySet[Any]:
    return rows.filter(_condition(tab, today))


def _row(row: SubjectRequest, today: date) -> RequestRow:
    return RequestRow(
        number=row.number,
        kind=str(row.get_kind_display()),
        state=row.state,
        channel=str(row.get_channel_display()),
        name=row.name,
        received_on=row.received_on,
        due_on=row.due_on,
        days_left=(row.due_on - today).days if row.state == State.OPEN else None,
        closed_at=row.closed_at,
    )
