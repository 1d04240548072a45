"""
The catalogue of bad input for the sales API: what is sent, and exactly how it is refused.

Each case changes one thing of a request that would be accepted.  ``part`` is the path to what is replaced, ``value``
what takes its place; ``field`` is where the answer must point.
"""

from dataclasses import dataclass
from typing import Any

MISSING = object()
NO_SCALARS: list[tuple[str, Any]] = [("null", None), ("list", []), ("object", {}), ("true", True)]


@dataclass(frozen=True)
class Case:
    """``value`` starting with ``raw:`` is written into the body as it stands, for what a JSON library would not write."""

    name: str
    part: tuple[str | int, ...]
    value: Any
    field: str
    code: str
    status: int = 400
    problem: str = "invalid_input"
    target: str = "order"

    @property
    def id(self) -> str:
        return f"{self.target}-{'.'.join(map(str, self.part))}-{self.name}"


def _scalars(target: str, parts: dict[str, tuple[tuple[str | int, ...], str]]) -> list[Case]:
    """null, [], {} and true in place of each scalar."""
    cases = []
    for shown, (part, kind) in parts.items():
        for name, value in NO_SCALARS:
            code = "null" if value is None else "invalid_type"
            cases.append(Case(name, part, value, shown, code, target=target))
        if kind == "text":
            cases.append(Case("empty", part, "", shown, "blank", target=target))
            cases.append(Case("number", part, 7, shown, "invalid_type", target=target))
        cases.append(Case("missing", part, MISSING, shown, "required", target=target))
    return cases


ADDRESS = ("customer", "address")
ORDER_SCALARS: dict[str, tuple[tuple[str | int, ...], str]] = {
    "external_id": (("external_id",), "text"),
    "customer.name": (("customer", "name"), "text"),
    "customer.address.line1": ((*ADDRESS, "line1"), "text"),
    "customer.address.city": ((*ADDRESS, "city"), "text"),
    "customer.address.state": ((*ADDRESS, "state"), "text"),
    "customer.address.postal_code": ((*ADDRESS, "postal_code"), "text"),
    "customer.address.country": ((*ADDRESS, "country"), "text"),
    "lines[0].sku": (("lines", 0, "sku"), "text"),
    "lines[0].quantity": (("lines", 0, "quantity"), "number"),
}
PAYMENT_SCALARS: dict[str, tuple[tuple[str | int, ...], str]] = {
    "event_id": (("event_id",), "text"),
    "amount": (("amount",), "number"),
    "method": (("method",), "text"),
    "provider": (("provider",), "text"),
}
SHIPMENT_SCALARS: dict[str, tuple[tuple[str | int, ...], str]] = {
    "lines[0].sku": (("lines", 0, "sku"), "text"),
    "lines[0].quantity": (("lines", 0, "quantity"), "number"),
}

_QUANTITIES: list[tuple[str, Any, str]] = [
    ("zero", 0, "out_of_range"),
    ("negative", -1, "out_of_range"),
    ("fraction", "raw:1.5", "invalid_type"),
    ("whole fraction", "raw:1.0", "invalid_type"),
    ("exponent", "raw:1e3", "invalid_type"),
    ("thousand million", 10**9, "out_of_range"),
    ("2^31", 2**31, "out_of_range"),
    ("2^63", "raw:9223372036854775808", "out_of_range"),
    ("10^5000", "raw:1" + "0" * 5000, "invalid_type"),
    ("underscore", "1_000", "invalid_type"),
    ("full width", "１２", "invalid_type"),
    ("text", "1", "invalid_type"),
    ("false", False, "invalid_type"),
]
_AMOUNTS: list[tuple[str, Any, str]] = [
    ("NaN text", "NaN", "invalid_amount"),
    ("sNaN text", "sNaN", "invalid_amount"),
    ("Infinity text", "Infinity", "invalid_amount"),
    ("1e400", "raw:1e400", "invalid_type"),
    ("minus zero", "raw:-0.00", "negative"),
    ("minus zero text", "-0.00", "negative"),
    ("minus five", -5, "negative"),
    ("three decimals", "raw:0.001", "too_many_decimals"),
    ("half cent", "1.005", "too_many_decimals"),
    ("float sum", "raw:0.30000000000000004", "too_many_decimals"),
    ("10^13", 10**13, "too_large"),
    ("10^13 text", "10000000000000.00", "invalid_amount"),
    ("comma", "1,50", "invalid_amount"),
    ("pt-BR", "1.234,56", "invalid_amount"),
    ("en", "1,234.56", "invalid_amount"),
    ("mark", "R$ 10,00", "invalid_amount"),
    ("arabic", "١٢", "invalid_amount"),
    ("null", None, "null"),
    ("list", [], "invalid_type"),
    ("true", True, "invalid_type"),
    ("empty", "", "invalid_amount"),
]
_MOMENTS: list[tuple[str, Any, str]] = [
    ("year 1", "0001-01-01T00:00:00Z", "date_out_of_range"),
    ("year 9999", "9999-12-31T00:00:00Z", "date_out_of_range"),
    ("year 10000", "10000-01-01T00:00:00Z", "invalid_date"),
    ("30 February", "2026-02-30T00:00:00Z", "invalid_date"),
    ("29 February", "2025-02-29T00:00:00Z", "invalid_date"),
    ("month 13", "2026-13-01T00:00:00Z", "invalid_date"),
    ("day first", "01/02/2026", "invalid_date"),
    ("epoch", 1764000000, "invalid_type"),
    ("no zone", "2026-11-24T10:42:00", "invalid_date"),
    ("null", None, "null"),
]
_CODES: list[tuple[str, Any, str]] = [
    ("direction", "PAN\u202eFE", "invalid_character"),
    ("zero width", "PAN\u200bFE", "invalid_character"),
    ("homoglyph", "РAN-FE-24", "invalid_character"),
    ("nfd", "PAN-e\u0301", "invalid_character"),
    ("path", "../../etc/passwd", "invalid_character"),
    ("sql", "' OR 1=1--", "invalid_character"),
    ("template", "{{7*7}}", "invalid_character"),
    ("newline", "PAN\nFE", "invalid_character"),
    ("space", " PAN-FE-24", "invalid_character"),
    ("65", "A" * 65, "too_long"),
    ("200 KB", "A" * 200_000, "too_long"),
]
_NAMES: list[tuple[str, Any, str]] = [
    ("direction", "Ana\u202e", "invalid_character"),
    ("zero width", "A\u200bna", "invalid_character"),
    ("CRLF", "Ana\r\nBcc: x@y.z", "invalid_character"),
    ("spaces", "   ", "blank"),
    ("121", "A" * 121, "too_long"),
    ("200 KB", "A" * 200_000, "too_long"),
]
# Fields that the server decides, and fields that do not exist: never applied, never ignored.
_FOREIGN = [
    "id",
    "number",
    "status",
    "payment_status",
    "total",
    "items_total",
    "approved_by",
    "is_staff",
    "company",
    "channel",
    "customer_id",
]

CASES: list[Case] = [
    *_scalars("order", ORDER_SCALARS),
    *[Case(name, ("lines", 0, "quantity"), value, "lines[0].quantity", code) for name, value, code in _QUANTITIES],
    *[Case(name, (part,), value, part, code) for part in ("shipping_total", "discount_total") for name, value, code in _AMOUNTS],
    *[Case(name, ("lines", 0, "unit_price"), value, "lines[0].unit_price", code) for name, value, code in _AMOUNTS],
    *[Case(name, ("placed_at",), value, "placed_at", code) for name, value, code in _MOMENTS],
    *[Case(name, ("lines", 0, "sku"), value, "lines[0].sku", code) for name, value, code in _CODES],
    *[Case(name, ("external_id",), value, "external_id", code) for name, value, code in _CODES],
    *[Case(name, ("customer", "name"), value, "customer.name", code) for name, value, code in _NAMES],
    *[Case("foreign", (name,), 1, name, "unknown_field", problem="unknown_field") for name in _FOREIGN],
    Case("foreign", ("customer", "id"), 1, "customer.id", "unknown_field", problem="unknown_field"),
    Case("foreign", ("lines", 0, "variant_id"), 1, "lines[0].variant_id", "unknown_field", problem="unknown_field"),
    Case("foreign", (*ADDRESS, "zip"), "1", "customer.address.zip", "unknown_field", problem="unknown_field"),
    *[Case(value, ("currency",), value, "currency", "currency_mismatch") for value in ("BRLX", "brl", "XTS", "KWD", "R$")],
    Case("other than the price list's", ("currency",), "USD", "currency", "currency_mismatch", problem="currency_mismatch"),
    Case("yen with cents", ("currency",), "JPY", "shipping_total", "wrong_amount", problem="wrong_amount"),
    *[Case(name, ("currency",), value, "currency", "null" if value is None else "invalid_type") for name, value in NO_SCALARS],
    Case("none", ("lines",), [], "lines", "too_few_items"),
    Case("null", ("lines",), None, "lines", "null"),
    Case("object", ("lines",), {}, "lines", "invalid_type"),
    Case("missing", ("lines",), MISSING, "lines", "required"),
    Case("201", ("lines",), [{"sku": "PRATO-AL", "quantity": 1}] * 201, "lines", "too_many_items"),
    Case("2,000 of nothing", ("lines",), [{}] * 2_000, "lines", "too_many_items"),
    Case("text", ("lines", 0), "PRATO-AL", "lines[0]", "invalid_type"),
    Case("missing", ("customer",), MISSING, "customer", "required"),
    *[
        Case(name, ("customer",), value, "customer", "null" if value is None else "invalid_type")
        for name, value in NO_SCALARS
        if name != "object"
    ],
    *[
        Case(name, ADDRESS, value, "customer.address", "null" if value is None else "invalid_type")
        for name, value in NO_SCALARS
        if name != "object"
    ],
    Case("no at", ("customer", "email"), "ana.example.com", "customer.email", "invalid_format"),
    Case("CRLF", ("customer", "email"), "ana@example.com\r\nBcc: x@y.z", "customer.email", "invalid_character"),
    Case("empty", ("customer", "email"), "", "customer.email", "blank"),
    Case("letters", ("customer", "phone"), "call me now", "customer.phone", "invalid_format"),
    Case("wrong digit", ("customer", "document"), "529.982.247-26", "customer.document", "document_invalid", problem="document_invalid"),
    Case("one digit", ("customer", "document"), "111.111.111-11", "customer.document", "document_invalid", problem="document_invalid"),
    Case("full width", ("customer", "document"), "５２９９８２２４７２５", "customer.document", "invalid_document"),
    Case("number", ("customer", "document"), 52998224725, "customer.document", "invalid_type"),
    Case("no state", (*ADDRESS, "state"), "XX", "customer.address.state", "invalid_choice"),
    Case("no CEP", (*ADDRESS, "postal_code"), "1234", "customer.address.postal_code", "invalid_format"),
    Case("lower case", (*ADDRESS, "country"), "br", "customer.address.country", "invalid_format"),
    Case("more than the goods", ("discount_total",), "24.91", "discount_total", "discount_too_large", problem="discount_too_large"),
    Case("own price", ("lines", 0, "unit_price"), "0.01", "lines[0].unit_price", "price_mismatch", problem="price_mismatch"),
    Case("unknown", ("lines", 0, "sku"), "NOTHING", "lines[0].sku", "unknown_sku", status=404, problem="unknown_sku"),
    Case("more than there is", ("lines", 0, "quantity"), 11, "lines", "insufficient_stock", status=409, problem="insufficient_stock"),
    *_scalars("payment", PAYMENT_SCALARS),
    *[Case(name, ("amount",), value, "amount", code, target="payment") for name, value, code in _AMOUNTS],
    Case("zero", ("amount",), "0.00", "amount", "zero", target="payment"),
    *[Case(name, ("fee",), value, "fee", code, target="payment") for name, value, code in _AMOUNTS],
    *[Case(name, ("occurred_at",), value, "occurred_at", code, target="payment") for name, value, code in _MOMENTS],
    *[
        Case(name, ("type",), value, "type", "invalid_choice", target="payment")
        for name, value in [("paid", "paid"), ("case", "Captured"), ("empty", "")]
    ],
    *[
        Case(name, ("installments",), value, "installments", "out_of_range", target="payment")
        for name, value in [("zero", 0), ("hundred", 100)]
    ],
    Case("text", ("installments",), "3", "installments", "invalid_type", target="payment"),
    Case("81", ("event_id",), "e" * 81, "event_id", "too_long", target="payment"),
    Case("spaces", ("event_id",), "evt 1", "event_id", "invalid_character", target="payment"),
    Case("foreign", ("order",), "10001", "order", "unknown_field", problem="unknown_field", target="payment"),
    *_scalars("shipment", SHIPMENT_SCALARS),
    *[Case(name, ("lines", 0, "quantity"), value, "lines[0].quantity", code, target="shipment") for name, value, code in _QUANTITIES],
    *[Case(name, ("shipped_at",), value, "shipped_at", code, target="shipment") for name, value, code in _MOMENTS],
    Case("none", ("lines",), [], "lines", "too_few_items", target="shipment"),
    Case("null", ("lines",), None, "lines", "null", target="shipment"),
    Case("201", ("lines",), [{"sku": "PRATO-AL", "quantity": 1}] * 201, "lines", "too_many_items", target="shipment"),
    Case("81", ("carrier",), "c" * 81, "carrier", "too_long", target="shipment"),
    Case("CRLF", ("tracking_code",), "BR1\r\nX: y", "tracking_code", "invalid_character", target="shipment"),
    Case("foreign", ("cost_total",), "1.00", "cost_total", "unknown_field", problem="unknown_field", target="shipment"),
    Case("201", ("reason",), "r" * 201, "reason", "too_long", target="cancel"),
    Case("direction", ("reason",), "\u202e", "reason", "invalid_character", target="cancel"),
    *[Case(name, ("reason",), value, "reason", "null" if value is None else "invalid_type", target="cancel") for name, value in NO_SCALARS],
    Case("foreign", ("status",), "open", "status", "unknown_field", problem="unknown_field", target="cancel"),
    *[Case(name, ("delivered_at",), value, "delivered_at", code, target="deliver") for name, value, code in _MOMENTS],
    Case("path", ("shipment",), "../1", "shipment", "invalid_character", target="deliver"),
    Case("foreign", ("number",), "1", "number", "unknown_field", problem="unknown_field", target="deliver"),
]
