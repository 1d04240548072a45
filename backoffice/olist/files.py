"""Read the CSV files of the data set, plain or gzipped, one row at a time, and name what is wrong with a row."""

import csv
import gzip
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

# Olist's timestamps carry no zone; they are the wall clock of its office.
OFFICE_ZONE = ZoneInfo("America/Sao_Paulo")

ORDERS = "olist_orders_dataset"
ITEMS = "olist_order_items_dataset"
PAYMENTS = "olist_order_payments_dataset"
CUSTOMERS = "olist_customers_dataset"
PRODUCTS = "olist_products_dataset"

COLUMNS = {
    ORDERS: (
        "order_id",
        "customer_id",
        "order_status",
        "order_purchase_timestamp",
        "order_approved_at",
        "order_delivered_carrier_date",
        "order_delivered_customer_date",
        "order_estimated_delivery_date",
    ),
    ITEMS: ("order_id", "product_id", "shipping_limit_date", "price", "freight_value"),
    PAYMENTS: ("order_id", "payment_sequential", "payment_type", "payment_installments", "payment_value"),
    CUSTOMERS: ("customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"),
    PRODUCTS: ("product_id", "product_category_name", "product_weight_g"),
}


class DataProblem(Exception):
    """A file, or a row of it, that cannot be what it should be.  Says where, what was found, and what was expected."""

    def __init__(self, where: str, found: str, expected: str) -> None:
        self.where, self.found, self.expected = where, found, expected
        text = _("%(where)s: found “%(found)s”, expected %(expected)s") if found else _("%(where)s: expected %(expected)s, found nothing")
        super().__init__(text % {"where": where, "found": found, "expected": expected})


def open_text(folder: Path, name: str) -> IO[str]:
    """
    Open ``name`` in the folder, gzipped or plain.

    :raises DataProblem: it is not there
    """
    packed, plain = folder / f"{name}.csv.gz", folder / f"{name}.csv"
    if packed.is_file():
        return gzip.open(packed, "rt", encoding="utf-8-sig", newline="")
    if plain.is_file():
        return plain.open(encoding="utf-8-sig", newline="")
    raise DataProblem(str(folder), "", _("%(packed)s or %(plain)s") % {"packed": packed.name, "plain": plain.name})


def read_rows(folder: Path, name: str) -> Iterator["Row"]:
    """
    The rows of one file in its own order.

    :raises DataProblem: the file or a column of it is missing, or it is broken
    """
    with open_text(folder, name) as stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, [])
            if missing := [column for column in COLUMNS[name] if column not in header]:
                raise DataProblem(name, ",".join(header), _("the columns %(names)s") % {"names": ", ".join(missing)})
            places = {column: header.index(column) for column in COLUMNS[name]}
            for cells in reader:
                if len(cells) != len(header):
                    raise _misfit(name, reader.line_num, len(cells), len(header))
                yield Row(name, reader.line_num, cells, places)
        except (csv.Error, UnicodeDecodeError, EOFError, OSError) as error:
            raise DataProblem(name, str(error), _("CSV in UTF-8, plain or gzipped")) from error


def _misfit(name: str, line: int, found: int, expected: int) -> DataProblem:
    where = _("%(file)s, line %(line)s") % {"file": name, "line": line}
    return DataProblem(where, _("%(count)s cells") % {"count": found}, _("%(count)s cells") % {"count": expected})


class Row:
    """One row: cells by column name, read as what the column should hold."""

    __slots__ = ("_cells", "_line", "_name", "_places")

    def __init__(self, name: str, line: int, cells: list[str], places: dict[str, int]) -> None:
        self._name, self._line, self._cells, self._places = name, line, cells, places

    def text(self, column: str) -> str:
        """The cell as it stands; a NUL, which no database takes, is refused."""
        value = self._cells[self._places[column]].strip()
        if "\x00" in value:
            raise self.problem(column, _("text without NUL"))
        return value

    def key(self, column: str) -> str:
        """A cell that must not be empty."""
        if not (value := self.text(column)):
            raise self.problem(column, _("a value"))
        return value

    def amount(self, column: str) -> Decimal:
        """Money: not negative, at most two decimals."""
        try:
            value = Decimal(self.text(column))
            cents = value.quantize(Decimal("0.01"))
        except InvalidOperation:
            raise self.problem(column, _("an amount with at most two decimals")) from None
        if not value.is_finite() or value < 0 or cents != value:
            raise self.problem(column, _("an amount with at most two decimals"))
        return cents

    def number(self, column: str, *, empty: int | None = None) -> int:
        """A whole number, not negative; an empty cell is ``empty`` where that is given."""
        text = self.text(column)
        if not text and empty is not None:
            return empty
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self.problem(column, _("a whole number"))
        return int(text)

    def moment(self, column: str) -> datetime:
        """A moment of the office's wall clock."""
        if (value := self.moment_or_none(column)) is None:
            raise self.problem(column, _("a moment, as in 2017-11-24 10:42:00"))
        return value

    def moment_or_none(self, column: str) -> datetime | None:
        """The same, where the data set leaves some out."""
        if not (text := self.text(column)):
            return None
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            raise self.problem(column, _("a moment, as in 2017-11-24 10:42:00")) from None
        return value.replace(tzinfo=OFFICE_ZONE)

    def problem(self, column: str, expected: str) -> DataProblem:
        """What to raise about one cell."""
        where = _("%(file)s, line %(line)s, column %(column)s") % {"file": self._name, "line": self._line, "column": column}
        return DataProblem(where, self._cells[self._places[column]], expected)
