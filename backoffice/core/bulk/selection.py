"""Which rows somebody marked: some keys, a whole filter as it was at a moment, or what another run refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from backoffice.core.actors import Actor
from backoffice.core.errors import Invalid
from backoffice.core.lists.reader import Reader
from backoffice.core.lists.state import ListState
from backoffice.core.lists.worklist import WorkList
from backoffice.core.models import BulkRow

# Marked by hand, row by row; more than this is a filter.
MAX_KEYS = 5_000
_MAX_KEY = 80
# Fewer than the digits of the largest row id.
MAX_DIGITS = 19

Chunk = tuple[list[str], int]


class NothingMarked(Invalid):
    """No row was marked."""

    code = "nothing_marked"


class TooManyMarked(Invalid):
    """More rows were marked one by one than a form can carry."""

    code = "too_many_marked"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """
    One of the three.  ``until`` is the newest row that existed when the filter was chosen: rows that came later were not
    meant.  The filter is read again for every chunk, so a row that left it meanwhile is left alone.
    """

    keys: tuple[str, ...] = ()
    query: str = ""
    until: int = 0
    refused_of: str = ""

    @classmethod
    def read(cls, posted: QueryDict) -> "Selection":
        """
        The selection that a list's form sends.

        :raises NothingMarked: neither a row nor a filter
        :raises TooManyMarked: more than 5,000 rows one by one
        """
        until = posted.get("until", "")
        if posted.get("all") == "1" and until.isascii() and until.isdigit() and len(until) < MAX_DIGITS:
            return cls(query=posted.get("query", "")[:2000], until=int(until))
        keys = tuple(dict.fromkeys(key for key in posted.getlist("id") if 0 < len(key) <= _MAX_KEY and key.isprintable()))
        if not keys:
            raise NothingMarked
        if len(keys) > MAX_KEYS:
            raise TooManyMarked(limit=MAX_KEYS)
        return cls(keys=keys)

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "Selection":
        return cls(**stored | {"keys": tuple(stored.get("keys", ()))})

    def dump(self) -> dict[str, Any]:
        """For the row of the run; only what says something."""
        stored = {"keys": list(self.keys), "query": self.query, "until": self.until, "refused_of": self.refused_of}
        return {name: value for name, value in stored.items() if value}

    def fields(self) -> list[dict[str, str]]:
        """The hidden fields of the dialog, which ``read`` understands again."""
        if self.keys:
            return [{"name": "id", "value": key} for key in self.keys]
        return [{"name": "all", "value": "1"}, {"name": "query", "value": self.query}, {"name": "until", "value": str(self.until)}]

    def count(self, worklist: WorkList, actor: Actor) -> int:
        """How many rows are meant, exactly."""
        if self.keys:
            return len(self.keys)
        if self.refused_of:
            return _refused(self.refused_of).count()
        return self._reader(worklist, actor).count_until(self.until)

    def chunk(self, worklist: WorkList, actor: Actor, *, after: int, limit: int) -> Chunk:
        """The next keys and where they end; an end equal to ``after`` and no keys: there are no more."""
        if self.keys:
            keys = list(self.keys[after : after + limit])
            return keys, after + len(keys)
        if self.refused_of:
            found = list(_refused(self.refused_of).filter(pk__gt=after).order_by("pk").values_list("pk", "key")[:limit])
        else:
            found = self._reader(worklist, actor).keys(after=after, until=self.until, limit=limit)
        return [key for _pk, key in found], found[-1][0] if found else after

    def _reader(self, worklist: WorkList, actor: Actor) -> Reader[Any]:
        return worklist.reader(ListState.of(worklist.spec(actor), QueryDict(self.query)), actor)


def _refused(run_id: str) -> "QuerySet[BulkRow]":
    return BulkRow.objects.filter(run_id=UUID(run_id), verdict=BulkRow.Verdict.REFUSED)
