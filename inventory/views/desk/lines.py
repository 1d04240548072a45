"""The lines of a receipt or a transfer: read from what was sent, named by the catalogue, explained line by line."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from backoffice.core.forms import WholeNumberField
from backoffice.core.templatetags import formats
from inventory import queries
from inventory.queries import StockItem

MAX_LINES = 200
_UNITS = WholeNumberField(min_value=1, max_value=999_999)
# An invoice's unit cost is finer than a cent: "12,345678"; with a point, two decimals at most, as everywhere.
_COST = re.compile(r"(?:(\d{1,3}(?:\.\d{3})+|\d{1,10})(?:,(\d{1,6}))?|(\d{1,10})\.(\d{1,2}))", re.ASCII)


def read_cost(text: str) -> Decimal:
    """
    "1.234,5678", "R$ 12,30", "12.30" -> Decimal.

    :raises ValueError: no cost, or one that can be read in two ways
    """
    found = _COST.fullmatch(re.sub(r"[\s\u00a0]|R\$|r\$", "", text))
    if not found:
        raise ValueError(text)
    whole, fine = (found[1] or found[3]).replace(".", ""), found[2] or found[4] or "0"
    return Decimal(f"{whole}.{fine}")


@dataclass(slots=True)
class TypedLine:
    """One line as typed; ``units`` and ``cost`` are None while they cannot be read."""

    sku: str
    units_typed: str = "1"
    cost_typed: str = ""
    units: int | None = None
    cost: Decimal | None = None
    item: StockItem | None = None
    units_error: str = ""
    cost_error: str = ""
    # The stock is short by a rule that the line cannot break.
    is_short: bool = False
    is_new: bool = False

    @property
    def name(self) -> str:
        return self.item.name if self.item else self.sku

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [(part, text) for part, text in (("units", self.units_error), ("cost", self.cost_error)) if text]

    def read(self, *, with_cost: bool) -> None:
        try:
            self.units = _UNITS.clean(self.units_typed)
        except ValidationError:
            self.units_error = _("Type how many units, from 1 to 999,999.")
        if not with_cost:
            return
        try:
            self.cost = read_cost(self.cost_typed)
        except ValueError:
            self.cost_error = _("Type what one unit cost, like 12,30. Zero for a gift.")


@dataclass(slots=True)
class TypedLines:
    with_cost: bool
    lines: list[TypedLine] = field(default_factory=list)

    @classmethod
    def read(cls, data: QueryDict, *, with_cost: bool) -> "TypedLines":
        """The lines ``sku-0``, ``units-0``, ``cost-0``, ... in their order."""
        found = cls(with_cost)
        for index in range(MAX_LINES):
            sku = data.get(f"sku-{index}")
            if sku is None:
                break
            found.lines.append(TypedLine(_plain(sku[:64]), data.get(f"units-{index}", "")[:20], data.get(f"cost-{index}", "")[:30]))
        for line in found.lines:
            line.read(with_cost=with_cost)
        return found

    def act(self, data: QueryDict) -> None:
        """What a button other than the last one asks for; Enter in the search adds the one thing that it means."""
        verb, _sep, what = data.get("do", "").partition(":")
        if verb == "remove" and what.isdigit() and int(what[:4]) < len(self.lines):
            del self.lines[int(what[:4])]
        elif verb == "add":
            self._add(_plain(what[:64]))
            data["find"] = ""
        elif data.get("find", "").strip():
            hits, code = find(data["find"]), data["find"].strip().upper()
            if len(hits) == 1 or (hits and code in (hits[0][0].sku.upper(), hits[0][1])):
                self._add(hits[0][0].sku)
                data["find"] = ""

    def _add(self, sku: str) -> None:
        """One more of it: the line that is there already grows."""
        for line in self.lines:
            if line.sku == sku:
                line.units = (line.units or 0) + 1
                line.units_typed, line.units_error, line.is_new = str(line.units), "", True
                return
        if len(self.lines) < MAX_LINES:
            self.lines.append(TypedLine(sku, units=1, is_new=True))

    def look_up(self) -> None:
        """What the lines name, in one statement."""
        items = queries.get_stock_items(skus={line.sku for line in self.lines}) if self.lines else {}
        seen: set[str] = set()
        for line in self.lines:
            line.item = items.get(line.sku)
            if line.item is None:
                line.units_error = _("The catalogue does not know %(sku)s any more. Remove the line.") % {"sku": line.sku}
            elif line.sku in seen:
                line.units_error = _("%(sku)s is in the list twice. Put it into one line.") % {"sku": line.sku}
            seen.add(line.sku)

    @property
    def readable(self) -> list[TypedLine]:
        return [line for line in self.lines if line.item and line.units and (line.cost is not None or not self.with_cost)]

    @property
    def is_fine(self) -> bool:
        return bool(self.lines) and not any(line.errors for line in self.lines)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, sentence)"""
        return [(f"{part}-{index}", text) for index, line in enumerate(self.lines) for part, text in line.errors]

    def explain_short(self, sku: str, free: int, place: str) -> None:
        """Put what the place cannot give on the line that asked for it."""
        for line in self.lines:
            if line.sku == sku and line.units:
                told = {"place": place, "free": formats.qty(free), "sku": sku, "units": formats.qty(line.units)}
                line.is_short = True
                line.units_error = (
                    _("%(place)s has only %(free)s units of %(sku)s free, and %(units)s should leave. Move fewer.") % told
                    if free > 0
                    else _("%(place)s has no free unit of %(sku)s. Remove the line, or choose where it lies.") % told
                )


def find(text: str) -> list[tuple[StockItem, str]]:
    """(item, EAN) of what the search may mean; nothing for less than two characters."""
    text = _plain(text[:80])
    return list(queries.find_stock_items(text=text)) if len(text) > 1 else []


def _plain(text: str) -> str:
    """Without what a database chokes on."""
    return text.replace("\x00", "").strip()
