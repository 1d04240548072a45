"""The table of work lists, so that saved views, columns, exports and bulk acts are the same for every list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.bulk.actions import BulkAction
from backoffice.core.errors import NotFound
from backoffice.core.lists.reader import Reader
from backoffice.core.lists.spec import ListSpec
from backoffice.core.lists.state import ListState

Counts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """
    One list as the whole product knows it.  ``spec`` may depend on the person (a column that is masked is not there).

    ``reader`` answers a state with the area's read door; ``counts`` with the numbers on the tabs (``counts_follow_filter``:
    of what search and filters leave).  ``key_of`` names a row to a bulk act, ``key_url`` opens the record of such a name
    and ``names_of`` tells what people call those of them that the actor may see.  ``file_name`` is the stem of an export.
    """

    code: str
    permission: str
    url_name: str
    spec: Callable[[Actor], ListSpec]
    reader: Callable[[ListState, Actor], Reader[Any]]
    file_name: str
    counts: Callable[[ListState, Actor], Counts] | None = None
    counts_follow_filter: bool = False
    row_url: Callable[[Any, ListState], str] | None = None
    key_of: Callable[[Any], str] | None = None
    key_url: Callable[[str], str] | None = None
    names_of: Callable[[Sequence[str], Actor], Mapping[str, str]] | None = None
    actions: Sequence[BulkAction] = ()
    export_permission: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def may_export(self, actor: Actor) -> bool:
        return actor.may(self.export_permission or self.permission)

    def actions_of(self, actor: Actor) -> list[BulkAction]:
        """The bulk acts that this person may do."""
        return [action for action in self.actions if actor.may(action.permission)]

    def action(self, name: str, actor: Actor) -> BulkAction:
        """
        The bulk act of that name.

        :raises NotFound: the list has none
        :raises NotAllowed: the actor may not do it
        """
        found = next((action for action in self.actions if action.name == name), None)
        if found is None:
            raise NotFound(kind="bulk_action", key=name[:40])
        policy.require(actor, found.permission)
        return found


_lists: dict[str, WorkList] = {}


def install(lists: Sequence[WorkList]) -> None:
    """Take over the table of lists; called once at start.  ``backoffice/wiring.py`` collects them."""
    _lists.clear()
    _lists.update({each.code: each for each in lists})


def list_of(code: str, actor: Actor) -> WorkList:
    """
    The list of that code.

    :raises NotFound: there is none
    :raises NotAllowed: the actor may not see it
    """
    found = _lists.get(code)
    if found is None:
        raise NotFound(kind="list", key=code[:40])
    policy.require(actor, found.permission)
    return found


def known_lists() -> list[WorkList]:
    """Every list, for tests that walk them all."""
    return list(_lists.values())
