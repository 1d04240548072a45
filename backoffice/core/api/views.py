"""The base of every API view: parse, permission, ONE service or query, answer."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.views import APIView

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.api.parsers import read_object, refuse_envelope
from backoffice.core.api.problems import Locator
from backoffice.core.api.renderers import JSONAnswer, JSONRenderer
from backoffice.core.api.serializers import InputRefused, NoQuery, StrictSerializer
from backoffice.core.idempotency import Answer, run_once

IDEMPOTENCY_HEADER = "Idempotency-Key"
MAX_KEY_CHARACTERS = 255
_RENDERER = JSONRenderer()


class ApiView(APIView):
    """
    One address.  Declares, by method: the permission, the query string it reads, whether a repeated request is safe.

    ``locators`` point from a business error's code to the fields of the body that it is about.
    """

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    permissions: ClassVar[Mapping[str, str]] = {}
    query_shapes: ClassVar[Mapping[str, type[StrictSerializer]]] = {}
    locators: ClassVar[Mapping[str, Locator]] = {}
    # Methods that refuse to run without an Idempotency-Key, and those that honour one.
    idempotency_required: ClassVar[frozenset[str]] = frozenset()
    idempotency_honoured: ClassVar[frozenset[str]] = frozenset()

    query: dict[str, Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        method = "GET" if request.method == "HEAD" else str(request.method)
        self.query = self.query_shapes.get(method, NoQuery).read_query(request._request.GET)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """There is one kind of answer, whatever Accept says."""
        return _RENDERER, _RENDERER.media_type

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuthentication
        return actor

    def read_body(self, serializer: type[StrictSerializer]) -> dict[str, Any]:
        """
        The values that the body sends; an absent body is an empty object.

        Goes straight to the bytes: DRF's choice of parser by content type has one outcome here.

        :raises InputRefused: see ``StrictSerializer.read``; the parser's refusals besides
        """
        http = self.request._request
        meta = http.META
        refuse_envelope(meta)
        if not int(meta.get("CONTENT_LENGTH") or 0):
            return serializer.read({})
        if meta.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != "application/json":
            raise UnsupportedMediaType(meta.get("CONTENT_TYPE", "")[:60], detail=_("Send the body as application/json."))
        return serializer.read(read_object(http.body))

    def answer_once(self, effect: Callable[[], Answer]) -> HttpResponse:
        """
        Run the effect, at most once for this client and Idempotency-Key; without a key, simply run it.

        :raises InputRefused: the header is required and missing, or malformed
        """
        http = self.request._request
        key = http.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is None:
            if http.method in self.idempotency_required:
                raise InputRefused.at(IDEMPOTENCY_HEADER, "idempotency_key_required")
            status, content = effect()
            return JSONAnswer(content, status)
        _refuse_key(key)
        operation = f"{http.method} {http.path}"[:120]
        status, content = run_once(
            client_id=self.request.auth.pk, key=key, operation=operation, body=http.body, at=clock.now(), effect=effect
        )
        return JSONAnswer(content, status)


def _refuse_key(key: str) -> None:
    if not key.strip():
        raise InputRefused.at(IDEMPOTENCY_HEADER, "idempotency_key_required")
    if len(key) > MAX_KEY_CHARACTERS:
        raise InputRefused.at(IDEMPOTENCY_HEADER, "too_long", limit=MAX_KEY_CHARACTERS)
    if not (key.isascii() and key.isprintable()):
        raise InputRefused.at(IDEMPOTENCY_HEADER, "invalid_character", character="?")
