"""Every row of the catalogue of bad input: refused as the table says, quickly, without an echo, and without a trace."""

import copy
import time
from decimal import Decimal
from typing import Any

import orjson
import pytest

from tests.api.bad_inputs import CASES, MISSING, Case
from tests.api.conftest import ORDERS, Caller, order_body, payment_body, problem, written
from tests.orders.builders import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(shop: Shop) -> str:
    """A paid order that could be shipped, were the request acceptable."""
    number = shop.place(("PRATO-AL", 2), external_id="WEB-1").number
    shop.pay(number, Decimal("49.80"))
    return number


def _good(target: str, number: str) -> tuple[str, dict[str, Any]]:
    """(path, a body that would be accepted)."""
    return {
        "order": (ORDERS, order_body(("PRATO-AL", 1))),
        "payment": (f"{ORDERS}{number}/payments/", payment_body(type="refunded", amount="1.00")),
        "shipment": (f"{ORDERS}{number}/shipments/", {"lines": [{"sku": "PRATO-AL", "quantity": 1}], "carrier": "C", "tracking_code": "T"}),
        "cancel": (f"{ORDERS}{number}/cancel/", {"reason": "r"}),
        "deliver": (f"{ORDERS}{number}/deliver/", {}),
    }[target]


def _spoiled(body: dict[str, Any], case: Case) -> bytes:
    spoiled: Any = copy.deepcopy(body)
    inner = spoiled
    for step in case.part[:-1]:
        inner = inner[step]
    if case.value is MISSING:
        del inner[case.part[-1]]
        return orjson.dumps(spoiled)
    if isinstance(case.value, str) and case.value.startswith("raw:"):
        inner[case.part[-1]] = "@raw@"
        return orjson.dumps(spoiled).replace(b'"@raw@"', case.value[4:].encode())
    inner[case.part[-1]] = case.value
    return orjson.dumps(spoiled)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_bad_input_is_refused_as_the_table_says(case: Case, number: str, caller: Caller) -> None:
    path, body = _good(case.target, number)
    raw = _spoiled(body, case)
    before = written()
    # Processor time: what an input makes us work, however busy the machine is.
    start = time.process_time()

    response = caller.post(path, raw, Idempotency_Key="bad")

    took = time.process_time() - start
    answer = problem(response, case.status, case.problem)
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [(case.field, case.code)]
    assert all(error["message"] for error in answer["errors"])
    assert took < 2
    assert len(response.content) < 2_000
    if isinstance(case.value, str) and len(case.value) > 100:
        assert case.value[4:105].encode() not in response.content, "what was sent is not repeated"
    assert written() == before


@pytest.mark.parametrize("target", ["order", "payment", "shipment", "cancel"])
def test_the_request_that_the_table_spoils_is_a_good_one(target: str, number: str, caller: Caller) -> None:
    path, body = _good(target, number)

    assert caller.post(path, body, Idempotency_Key="good").status_code in (200, 201)


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 400, "invalid_input"),
        (b"[]", 400, "parse_error"),
        (b"null", 400, "parse_error"),
        (b'{"lines": [{"sku": "PRATO-AL", "quantity": 1, "quantity": 9}]}', 400, "parse_error"),
        (b'{"lines": ' + b"[" * 100_000, 400, "parse_error"),
        (b'{"shipping_total": NaN}', 400, "parse_error"),
        (b'{"shipping_total": -Infinity}', 400, "parse_error"),
        (b'{"external_id": "a\\u0000"}', 400, "parse_error"),
        (b'{"external_id": "' + b"x" * 10_000_000 + b'"}', 413, "body_too_large"),
    ],
    ids=["nothing", "list", "null", "duplicate key", "deep", "NaN", "Infinity", "NUL", "10 MB"],
)
def test_an_order_that_cannot_be_read_is_refused_at_once(shop: Shop, caller: Caller, raw: bytes, status: int, code: str) -> None:
    before = written()

    problem(caller.post(ORDERS, raw, Idempotency_Key="bad"), status, code)

    assert written() == before


def test_every_fault_of_an_order_is_told_at_once(shop: Shop, caller: Caller) -> None:
    body = order_body(("PRATO-AL", 1))
    body["customer"]["name"] = ""
    body["lines"] = [{"sku": "PRATO-AL", "quantity": 0}, {"sku": "PRATO-AL"}]
    del body["currency"]

    errors = problem(caller.post(ORDERS, body, Idempotency_Key="bad"), 400, "invalid_input")["errors"]

    assert [(error["field"], error["code"]) for error in errors] == [
        ("currency", "required"),
        ("customer.name", "blank"),
        ("lines[0].quantity", "out_of_range"),
        ("lines[1].quantity", "required"),
    ]
