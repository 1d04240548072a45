"""Tell everything that is held of somebody: the sections of an export, read from the data map."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from backoffice.core.templatetags import formats
from backoffice.privacy.copying import rows_with_marks
from backoffice.privacy.datamap import Area, Copy, Table, areas
from backoffice.privacy.labels import label_of

# More rows of one table than this are counted, not listed, on paper; the JSON has all of them.
ON_PAPER = 200


# Written with their punctuation on paper.
_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "cpf": formats.cpf_cnpj,
    "document": formats.cpf_cnpj,
    "checked_cpf": formats.cpf_cnpj,
    "phone": formats.phone,
    "postal_code": formats.postal_code,
    "pis": formats.pis,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of one record: its name for people, its value for people, its value for programs."""

    name: str
    label: str
    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class Section:
    """What one table holds of the person, and why it may."""

    area: str
    code: str
    title: str
    purpose: str
    legal_base: str
    retention: str
    records: list[list[Fact]] = field(default_factory=list)

    @property
    def shown(self) -> list[list[Fact]]:
        return self.records[:ON_PAPER]

    @property
    def hidden(self) -> int:
        return max(len(self.records) - ON_PAPER, 0)


def tell(found: Mapping[str, list[int]], marks: list[str]) -> list[Section]:
    """Every section with at least one record; one statement for each table of the map."""
    sections = [_of_table(area, table, found[area.code]) for area in areas() if area.code in found for table in area.tables]
    sections += [_of_copy(area, copy, marks) for area in areas() for copy in area.copies]
    return [section for section in sections if section.records]


def _of_table(area: Area, table: Table, ids: list[int]) -> Section:
    model = apps.get_model(table.model)
    names = [*table.personal, *table.told]
    relations = [name for name in names if model._meta.get_field(name).is_relation]
    rows = model._default_manager.filter(table.of(ids)).select_related(*relations).order_by("pk")
    records = [[fact for fact in (_fact(row, name, table) for name in names) if fact is not None] for row in rows.iterator(chunk_size=2000)]
    return _section(area, table, records)


def _of_copy(area: Area, copy: Copy, marks: list[str]) -> Section:
    """Where else the person's name or number stands: which records, not the text around, which is about others too."""
    model = apps.get_model(copy.model)
    keys = [row[0] for row in rows_with_marks(model, list(copy.columns), marks)]
    label = _("Rows that name the person")
    records = [[Fact("rows", label, formats.qty(len(keys)), [str(key) for key in keys])]] if keys else []
    return _section(area, copy, records)


def _section(area: Area, entry: Table | Copy, records: list[list[Fact]]) -> Section:
    use = entry.use
    return Section(
        area=force_str(area.label),
        code=entry.model,
        title=force_str(entry.title),
        purpose=force_str(use.purpose),
        legal_base=force_str(use.legal_base),
        retention=force_str(use.retention),
        records=records,
    )


def _fact(row: models.Model, name: str, table: Table) -> Fact | None:
    """The field of a row; an empty one is left out."""
    column = row._meta.get_field(name)
    value = getattr(row, name)
    if value is None or value == "" or value == {} or value == []:
        return None
    label = label_of(type(row), name)
    label = label[:1].upper() + label[1:]
    shown = getattr(row, f"get_{name}_display", None)
    if shown is not None:
        return Fact(name, label, force_str(shown()), value)
    if column.is_relation:
        return Fact(name, label, str(value), str(value))
    if name in table.written:
        return Fact(name, label, table.written[name](row), value)
    if name in _WRITTEN:
        return Fact(name, label, _WRITTEN[name](value), value)
    words = table.words.get(name, {})
    return Fact(name, label, force_str(words.get(value)) if isinstance(value, str) and value in words else _text(value), _plain(value))


def _text(value: Any) -> str:
    """A value as it stands on paper."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.short_datetime(value)
    if isinstance(value, date):
        return formats.day_month_year(value)
    if isinstance(value, Decimal):
        return formats.money(value)
    if isinstance(value, dict | list):
        return ", ".join(_leaves(value))
    if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, str):
        since, until = value.lower, value.upper
        return _("since %(day)s") % {"day": formats.day_month_year(since)} + (
            " " + _("until %(day)s") % {"day": formats.day_month_year(until)} if until else ""
        )
    return str(value)


def _plain(value: Any) -> Any:
    """A value as JSON has it: ISO dates, amounts as texts."""
    if isinstance(value, bool | int | str | dict | list) or value is None:
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if hasattr(value, "lower") and hasattr(value, "upper"):
        return [_plain(value.lower), _plain(value.upper)]
    return str(value)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif value not in (None, ""):
        yield str(value)
