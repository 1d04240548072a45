"""Export a list: at once while it is short, as a job when it is long; both through the same rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.jobs import JobRun
from backoffice.core.lists.export.files import FORMATS, Format, write_file
from backoffice.core.lists.spec import Column
from backoffice.core.lists.state import ListState
from backoffice.core.lists.worklist import WorkList, list_of
from backoffice.core.templatetags import formats

# Up to here the file comes with the answer.
DIRECT_ROWS = 2_000
_BATCH = 2_000


@dataclass(frozen=True, kw_only=True)
class Export:
    """What is exported: a list, a state of it as a query string with its columns, a format."""

    worklist: WorkList
    state: ListState
    kind: Format
    actor: Actor

    @classmethod
    def of(cls, *, code: str, query: str, kind: str, actor: Actor, columns: Sequence[str] = ()) -> "Export":
        """
        Read what was asked for.

        :raises NotFound: no such list
        :raises NotAllowed: the actor may not see or export it
        """
        worklist = list_of(code, actor)
        policy.require(actor, worklist.export_permission or worklist.permission)
        state = ListState.of(worklist.spec(actor), QueryDict(query), columns=columns)
        return cls(worklist=worklist, state=state, kind=FORMATS.get(kind, FORMATS["csv"]), actor=actor)

    @property
    def file_name(self) -> str:
        at = clock.company_date(clock.now())
        return f"{self.worklist.file_name}-{at:%Y-%m-%d}.{self.kind.suffix}"

    def count(self, *, limit: int | None = None) -> int:
        return self.worklist.reader(self.state, self.actor).count(limit=limit)

    def write(self, path: Path, *, told: Callable[[int], None] = lambda _done: None) -> int:
        """Write the file and return the number of rows; ``told`` hears after each batch how far it is."""
        columns = self._columns()
        rows = ([column.export(row) for column in columns] for row in self._rows(told))
        return write_file(path, self.kind, title=str(self.state.spec.title), heads=[str(column.label) for column in columns], rows=rows)

    def _columns(self) -> list[Column]:
        """The chosen columns, and what their cells show besides."""
        chosen = {column.name for column in self.state.columns}
        return [each for column in self.state.columns for each in (column, *(other for other in column.beside if other.name not in chosen))]

    def _rows(self, told: Callable[[int], None]) -> Iterator[Any]:
        """Batch after batch by keyset: the memory of one batch, however long the list is."""
        sort, reader = self.state.sort, self.worklist.reader(self.state, self.actor)
        assert sort is not None, "a work list declares its sorts"
        after, done = None, 0
        while True:
            page = reader.page(sort, after=after, limit=_BATCH)
            yield from page.rows
            done += len(page.rows)
            told(done)
            if not page.has_next:
                return
            after = sort.read(page.last)


def content_of(export: Export) -> bytes:
    """The whole file of a short list."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / export.file_name
        export.write(path)
        return path.read_bytes()


def export_list(run: JobRun) -> dict[str, Any]:
    """The job: harmless when run twice, a new attempt writes the file anew."""
    asked = run.params
    with translation.override(asked.get("language") or None), TemporaryDirectory() as folder:
        export = Export.of(code=asked["list"], query=asked["query"], kind=asked["format"], columns=asked["columns"], actor=run.actor)
        total = max(export.count(), 1)
        path = Path(folder) / export.file_name
        written = export.write(path, told=lambda done: run.progress(min(done, total), total, _("Writing the rows")))
        run.add_path(name=export.file_name, content_type=export.kind.content_type, source=path)
        run.progress(total, total, ngettext("%(count)s row", "%(count)s rows", written) % {"count": formats.qty(written)})
    return {"rows": written}
