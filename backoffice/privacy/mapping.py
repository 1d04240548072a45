"""The data map for people: on the screen and in docs/mechanisms/privacy.md, both from the declared tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.encoding import force_str

from backoffice.privacy.datamap import Area, Copy, Table, areas
from backoffice.privacy.labels import label_of


@dataclass(frozen=True, slots=True)
class MapLine:
    """One table of the map."""

    title: str
    model: str
    fields: str
    purpose: str
    legal_base: str
    retention: str


@dataclass(frozen=True, slots=True)
class MapArea:
    """The tables of an area."""

    label: str
    lines: list[MapLine]


def areas_of_map() -> list[MapArea]:
    """Every area that holds something of somebody."""
    return [MapArea(force_str(area.label), list(_lines(area))) for area in areas() if area.tables or area.copies]


def as_markdown() -> str:
    """The map as a table for the documentation, in the language that is active."""
    rows = ["| area | data | table | fields | purpose | legal base | retention |", "|---|---|---|---|---|---|---|"]
    for area in areas_of_map():
        rows += [
            f"| {area.label} | {line.title} | `{line.model}` | {line.fields} | {line.purpose} | {line.legal_base} | {line.retention} |"
            for line in area.lines
        ]
    return "\n".join(rows)


def _lines(area: Area) -> Iterator[MapLine]:
    entries: list[Table | Copy] = [*area.tables, *area.copies]
    for entry in entries:
        use = entry.use
        texts = [force_str(text) for text in (use.purpose, use.legal_base, use.retention)]
        yield MapLine(force_str(entry.title), entry.model, _fields(entry), *texts)


def _fields(entry: Table | Copy) -> str:
    model = apps.get_model(entry.model)
    names = (
        [*entry.personal, *(name for name in entry.told if name not in entry.personal)] if isinstance(entry, Table) else [*entry.columns]
    )
    return ", ".join(label_of(model, name) for name in names)
