"""
The state of a list is its URL, so that Back, a bookmark and a sent link show the same rows.

Reading it never fails: what cannot be understood is left out, because a stale bookmark is no reason for an error page.
What a person typed into a filter and we do not understand is left out aloud: the list says so and asks again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from backoffice.core.lists.filters import printable
from backoffice.core.lists.keyset import Sort, Values
from backoffice.core.lists.params import COLUMNS, PAGING, SAVED, SEARCH, SORT, VIEW
from backoffice.core.lists.reader import Page, Reader
from backoffice.core.lists.spec import Column, ListSpec

ListReader = Reader[Any]


@dataclass(frozen=True, kw_only=True)
class ListState:
    """What is asked of the list now, and the addresses of its neighbours."""

    spec: ListSpec
    query: QueryDict
    view: str
    search: str
    values: Mapping[str, Any]
    sort: Sort | None = None
    columns: tuple[Column, ...] = ()
    limit: int = 0

    @classmethod
    def of(cls, spec: ListSpec, given: QueryDict, *, columns: Sequence[str] = ()) -> "ListState":
        """
        The state that the query describes: of an address, a saved view or a job.  What it does not understand is left out.

        ``columns``: what the person likes to see where the query names none.
        """
        query = given.copy()
        for name, sent in list(query.lists()):
            # A form sends its empty fields too; they mean nothing and only lengthen every link.
            if filled := [value for value in sent if value]:
                query.setlist(name, filled)
            else:
                del query[name]
        known = {view.name for view in spec.views}
        wanted = query.get(VIEW, "")
        view = wanted if wanted in known else (spec.views[0].name if spec.views else "")
        spec = replace(spec, filters=[each.resolved() for each in spec.filters])
        return cls(
            spec=spec,
            query=query,
            view=view,
            search=printable(query.get(SEARCH, "")),
            values={each.name: value for each in spec.filters if (value := each.read(query)) is not None},
            sort=next((each for each in spec.sorts if each.name == query.get(SORT)), spec.sorts[0] if spec.sorts else None),
            columns=spec.chosen(query.get(COLUMNS, "").split(",") if query.get(COLUMNS) else columns),
            limit=spec.page_size,
        )

    @property
    def after(self) -> str:
        return self.query.get("after", "")

    @property
    def before(self) -> str:
        return "" if self.after else self.query.get("before", "")

    @property
    def after_keys(self) -> Values | None:
        """The row after which the page begins; a cursor that we did not write means the first page."""
        return self.sort.read(self.after) if self.sort else None

    @property
    def before_keys(self) -> Values | None:
        return self.sort.read(self.before) if self.sort else None

    @property
    def wants_sum(self) -> bool:
        return "sum" in self.query

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.values)

    @property
    def is_first_tab(self) -> bool:
        return not self.spec.views or self.view == self.spec.views[0].name

    @property
    def sort_name(self) -> str:
        return self.sort.name if self.sort else ""

    def page(self, reader: ListReader) -> Page:
        """The page that the URL asks for."""
        assert self.sort is not None, "a list that is read through its reader declares its sorts"
        return reader.page(self.sort, after=self.after_keys, before=self.before_keys, limit=self.limit)

    def url(self, **changes: str) -> str:
        """The address with these parameters changed ("" takes one out), back at the first page unless it names one."""
        query = self.query.copy()
        for name in [*PAGING, *changes]:
            query.pop(name, None)
        for name, value in changes.items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    def clear_url(self) -> str:
        """The same tab without search and filters."""
        names = [param for each in self.spec.filters for param in each.params]
        return self.url(q="", **dict.fromkeys(names, ""))

    def canonical(self, *, with_look: bool = True) -> str:
        """
        The state as a query string without page and without what means nothing: what a saved view keeps.

        ``with_look=False`` leaves sort and columns out: two states with the same one show the same rows.
        """
        kept = QueryDict(mutable=True)
        if self.spec.views:
            kept[VIEW] = self.view
        if self.search:
            kept[SEARCH] = self.search
        names = [param for each in self.spec.filters if each.name in self.values for param in each.params]
        for name in [*names, *self.spec.extras]:
            if name in self.query and name not in kept:
                kept.setlist(name, self.query.getlist(name))
        if with_look and self.query.get(SORT) == self.sort_name:
            kept[SORT] = self.sort_name
        shown = [column.name for column in self.columns[1:]]
        if with_look and set(shown) & set(self.query.get(COLUMNS, "").split(",")):
            kept[COLUMNS] = ",".join(shown)
        return kept.urlencode()

    def chips(self) -> list[dict[str, Any]]:
        """One chip per filter in force, with the address that takes it out."""
        return [
            {"field": each.label, "value": each.words(self.values[each.name]), "remove_url": self.url(**dict.fromkeys(each.params, ""))}
            for each in self.spec.filters
            if each.name in self.values
        ]

    def sentence(self) -> str:
        """The filter in words, for the empty list: "Busca “panela”, Canal Loja"."""
        parts = [_("search “%(text)s”") % {"text": self.search}] if self.search else []
        return ", ".join(parts + [f"{chip['field']} {chip['value']}" for chip in self.chips()])

    def heads(self) -> list[dict[str, Any]]:
        """The column titles; one that sorts knows its state and where the next click leads."""
        known = [sort.name for sort in self.spec.sorts]
        return [{"label": column.label, "css": column.css, **self._sorting(column, known)} for column in self.columns]

    def _sorting(self, column: Column, known: list[str]) -> dict[str, str]:
        ways = [name for name in known if column.sort and name.removeprefix("-") == column.sort]
        if not ways:
            return {}
        if self.sort_name not in ways:
            return {"state": "none", "href": self.url(sort=ways[0])}
        state = "descending" if self.sort_name.startswith("-") else "ascending"
        return {"state": state, "href": self.url(sort=ways[(ways.index(self.sort_name) + 1) % len(ways)])}

    def context(
        self,
        page: Page,
        *,
        counts: Mapping[str, int] | None = None,
        row_url: Callable[[Any], str] | None = None,
        row_key: Callable[[Any], str] | None = None,
    ) -> dict[str, Any]:
        """What ``backoffice/lists/list.html`` needs to draw this page."""
        filters = [each.controls(self.query) for each in self.spec.filters]
        return {
            "list": self,
            "columns": self.columns,
            "heads": self.heads(),
            "views": self.tabs(counts or {}),
            "chips": self.chips(),
            "filters": filters,
            "refused": [f"{each['label']}: {end['error']}" for each in filters for end in each.get("ends", ()) if end["error"]],
            "hidden": self._pairs(lambda name: name != SEARCH and name not in PAGING),
            "kept": self._pairs(lambda name: name in (VIEW, SEARCH, SORT, COLUMNS, SAVED, *self.spec.extras)),
            "clear_url": self.clear_url(),
            "rows": [self._row(row, row_url, row_key) for row in page.rows],
            "page": page,
            "sum_amount": page.amount,
            "previous_url": self.url(before=page.first) if page.has_previous else "",
            "next_url": self.url(after=page.last) if page.has_next else "",
            "sum_url": self.url(sum="1", after=self.after, before=self.before),
            "order_label": self.sort.label if self.sort else "",
            "sort_choices": [
                {"label": sort.label, "url": self.url(sort=sort.name), "current": sort.name == self.sort_name} for sort in self.spec.sorts
            ],
        }

    def tabs(self, counts: Mapping[str, int]) -> list[dict[str, Any]]:
        """The tabs of the list itself, each with its address and count."""
        return [
            {
                "name": view.name,
                "label": view.label,
                "url": self.url(view=view.name, saved=""),
                "count": counts.get(view.name),
                "current": view.name == self.view,
                "bad": view.bad and bool(counts.get(view.name)),
                "workers": view.workers,
            }
            for view in self.spec.views
            if counts.get(view.name) or not view.quiet or view.name == self.view
        ]

    def _pairs(self, is_wanted: Callable[[str], bool]) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, values in self.query.lists() if is_wanted(name) for value in values]

    def _row(self, row: Any, row_url: Callable[[Any], str] | None, row_key: Callable[[Any], str] | None) -> dict[str, Any]:
        url = row_url(row) if row_url else ""
        cells = [
            {"css": f"{column.css} rg-p-{column.phone}".strip(), "label": column.label, "html": column.draw(row, url)}
            for column in self.columns
        ]
        return {"cells": cells, "key": row_key(row) if row_key else "", "name": cells[0]["html"]}
