"""The API keeps what its own description promises: requests made up from the schema, good and bad, all answered as it says."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings

from backoffice.core.api.problems import Problem
from tests.api.conftest import order_body
from tests.orders.builders import Shop

schemathesis = pytest.importorskip("schemathesis")

pytestmark = pytest.mark.django_db

SCHEMA = "/api/v1/schema/"
OPERATIONS = [
    ("get", "/api/v1/catalog/products/"),
    ("get", "/api/v1/catalog/availability/"),
    ("get", "/api/v1/orders/"),
    ("post", "/api/v1/orders/"),
    ("get", "/api/v1/orders/{number}/"),
    ("get", "/api/v1/orders/{number}/timeline/"),
    ("post", "/api/v1/orders/{number}/payments/"),
    ("post", "/api/v1/orders/{number}/cancel/"),
    ("post", "/api/v1/orders/{number}/shipments/"),
    ("post", "/api/v1/orders/{number}/deliver/"),
]


@pytest.fixture
def described() -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(Client().get(SCHEMA).content)
    return document


def test_the_description_is_openapi_3_1_and_names_every_operation(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    found = {(method, path) for path, operations in described["paths"].items() for method in operations if method != "parameters"}
    assert found == set(OPERATIONS)
    assert described["components"]["securitySchemes"]["key"] == {"type": "http", "scheme": "bearer", "bearerFormat": "rtg_..."}


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_describes_its_refusals_and_its_key(described: dict[str, Any], method: str, path: str) -> None:
    operation = described["paths"][path][method]

    assert {"400", "401", "403", "429", "503"} <= set(operation["responses"])
    assert operation["security"] == [{"key": []}]
    for status, response in operation["responses"].items():
        if status >= "400":
            assert response["content"] == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def test_an_order_as_described_refuses_what_the_reader_refuses(described: dict[str, Any]) -> None:
    shape = described["components"]["schemas"]["PlaceInputRequest"]

    assert shape["additionalProperties"] is False
    assert set(shape["required"]) == {"external_id", "customer", "currency", "lines"}
    assert (shape["properties"]["lines"]["minItems"], shape["properties"]["lines"]["maxItems"]) == (1, 200)
    assert set(shape["properties"]) == set(order_body()) | {"placed_at"}


def test_an_answer_has_exactly_the_members_that_are_described(described: dict[str, Any]) -> None:
    problem = described["components"]["schemas"]["Problem"]
    answer = orjson.loads(Problem(status=409, code="x", detail="y").content)

    assert set(problem["required"]) == set(answer) == set(problem["properties"])


@pytest.fixture
def number(shop: Shop) -> str:
    return shop.place(("PRATO-AL", 2)).number


def _cases(api: Any, method: str, path: str, number: str) -> Iterator[Any]:
    operation = api[path][method]
    fixed = {"path_parameters": {"number": number}} if "{number}" in path else {}
    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
        yield operation.as_strategy(generation_mode=mode, **fixed)


# Real transactions: a WSGI call ends with closing connections that are in the middle of one, such as that of a TestCase.
@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_made_up_requests_are_answered_as_described(method: str, path: str, shop: Shop, number: str, make_key: Callable[..., str]) -> None:
    """Seeded and bounded: no 5xx, described statuses, types and bodies; what contradicts the schema is refused."""
    from backoffice.wsgi import application  # noqa: PLC0415  makes the middleware, so only once the settings of the tests hold

    headers = {"Authorization": f"Bearer {make_key(requests_per_minute=1_000_000)}"}
    checks = schemathesis.checks
    wanted = [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
        checks.negative_data_rejection,
    ]
    api = schemathesis.openapi.from_wsgi(SCHEMA, application)

    for strategy in _cases(api, method, path, number):

        @seed(20261124)
        @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=strategy)
        def answers_as_described(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=wanted)

        answers_as_described()
