"""The API with a small operation of our own: tests of the ground rules need no orders."""

from typing import Any

from django.http import HttpResponse
from django.urls import include, path
from rest_framework.request import Request

from backoffice.core import audit, clock
from backoffice.core.api.fields import CodeField, MoneyField, StrictInteger, TextField
from backoffice.core.api.pagination import CursorField, PageSizeField, page
from backoffice.core.api.renderers import JSONAnswer
from backoffice.core.api.serializers import StrictSerializer
from backoffice.core.api.views import ApiView
from backoffice.core.errors import Conflict


class PartInput(StrictSerializer):
    code = CodeField(max_length=8)
    count = StrictInteger(maximum=10)


class EchoInput(StrictSerializer):
    name = TextField(max_length=20)
    price = MoneyField(required=False)
    parts = PartInput(many=True, min_length=1, max_length=3, required=False)


class EchoQuery(StrictSerializer):
    name = TextField(max_length=20, required=False)
    cursor = CursorField(of="echo")
    page_size = PageSizeField()


class TooLate(Conflict):
    code = "too_late"


class Echo(ApiView):
    permissions = {"GET": "catalog.view", "POST": "orders.place", "PUT": "orders.nobody_has_this"}
    idempotency_honoured = frozenset({"POST"})
    query_shapes = {"GET": EchoQuery}
    locators = {"too_late": lambda data: [("name", {"until": data["until"]})]}

    def get(self, request: Request) -> HttpResponse:
        return JSONAnswer(page(request._request, of="echo", results=[self.query["page_size"]], after=["a", 1]))

    def post(self, request: Request) -> HttpResponse:
        body = self.read_body(EchoInput)

        def effect() -> tuple[int, dict[str, Any]]:
            audit.record([audit.Trace(action="test.echoed", subject=("test", body["name"]), at=clock.now())], by=self.actor)
            if body["name"] == "late":
                raise TooLate(until="09:00", note="n" * 500)
            return 201, {"name": body["name"], "price": None if body["price"] is None else str(body["price"]), "by": self.actor.name}

        return self.answer_once(effect)

    def put(self, request: Request) -> HttpResponse:
        raise AssertionError("nobody comes here")

    def delete(self, request: Request) -> HttpResponse:
        raise AssertionError("declares no permission, so nobody comes here")


urlpatterns = [path("v1/echo/", Echo.as_view()), path("", include("backoffice.api_urls"))]
