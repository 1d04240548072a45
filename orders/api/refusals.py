"""From a refusal of the write door to the fields of the body that it is about."""

from collections.abc import Mapping
from typing import Any

from backoffice.core.api.problems import Locator
from backoffice.core.error_texts import text_of
from inventory.errors import InsufficientStock


def _lines(part: str) -> Locator:
    def locate(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        return [(f"lines[{line['line']}].{part}", {k: v for k, v in line.items() if k != "line"}) for line in data.get("lines", [])]

    return locate


def _at(field: str) -> Locator:
    return lambda data: [(field, {})]


def _named(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(str(data.get("field", "")), {})]


def _one_line(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"lines[{data['line']}].quantity", {})] if "line" in data else []


def _shortages(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """By SKU, not by line: lines of one SKU, and of kits that contain it, count together.  Each says its own shortage."""
    return [
        (
            "lines",
            {name: short[name] for name in ("sku", "requested", "available")} | {"message": text_of(InsufficientStock(shortages=[short]))},
        )
        for short in data.get("shortages", [])
    ]


OF_PLACEMENT: dict[str, Locator] = {
    "unknown_sku": _lines("sku"),
    "price_missing": _lines("unit_price"),
    "price_mismatch": _lines("unit_price"),
    "currency_mismatch": _at("currency"),
    "discount_too_large": _at("discount_total"),
    "document_invalid": _at("customer.document"),
    "duplicate_external_id": _at("external_id"),
    "insufficient_stock": _shortages,
    "wrong_amount": _named,
    "wrong_quantity": _one_line,
    "empty_order": _at("lines"),
}


def _over_shipped(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("lines", dict(line)) for line in data.get("lines", [])]


OF_SHIPMENT: dict[str, Locator] = {
    "over_shipment": _over_shipped,
    "unknown_sku": lambda data: [("lines", dict(line)) for line in data.get("lines", [])],
    "insufficient_stock": _shortages,
    "empty_order": _at("lines"),
}

OF_PAYMENT: dict[str, Locator] = {
    "unknown_payment_kind": _at("type"),
    "payment_event_reused": _at("event_id"),
    "wrong_amount": _named,
}
