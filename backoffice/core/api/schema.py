"""OpenAPI 3.1: what drf-spectacular cannot know by itself: strict fields, problem answers, the two headers, the key."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import ListSerializer

from backoffice.core.api.views import MAX_KEY_CHARACTERS, ApiView

_PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457. Some codes carry more members, such as the shortages of insufficient_stock.",
    "required": ["type", "title", "status", "code", "detail", "errors", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "The HTTP status in words."},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs.", "examples": ["insufficient_stock"]},
        "detail": {"type": "string", "description": "For people, in the language of the request."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": "string", "examples": ["lines[0].quantity"]},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
        "request_id": {"type": "string", "examples": ["7F3K-92QD"]},
    },
}
_ALWAYS = {
    "400": _("Not readable, or a field or parameter is not acceptable."),
    "401": _("No key, or one that is not valid."),
    "403": _("The key lacks the scope."),
    "405": _("There is no such method here."),
    "429": _("Too many requests: see Retry-After."),
    "503": _("The database is away for a moment; nothing was kept, try again."),
}
_WITH_BODY = {"411": _("No Content-Length."), "413": _("The body is too large."), "415": _("Not application/json in UTF-8.")}
_WITH_KEY = {"422": _("The Idempotency-Key came before with another request, or the request contradicts a rule.")}


class ProblemAutoSchema(AutoSchema):
    """Adds to each operation a title, the refusals that every operation can give, and the Idempotency-Key where it is read."""

    def get_summary(self) -> str | None:
        """The beginning of the description's first sentence: what the closed list of operations shows."""
        return re.split(r"[.:;]( |$)", (self.get_description() or "").partition("\n")[0])[0].replace("`", "") or None

    def get_override_parameters(self) -> list[Any]:
        view = self.view
        if not isinstance(view, ApiView) or self.method not in view.idempotency_honoured | view.idempotency_required:
            return []
        return [
            OpenApiParameter(
                name="Idempotency-Key",
                location=OpenApiParameter.HEADER,
                required=self.method in view.idempotency_required,
                type={"type": "string", "minLength": 1, "maxLength": MAX_KEY_CHARACTERS, "pattern": "^[!-~]([ -~]*[!-~])?$"},
                description=str(_("The same key with the same body has one effect and gets the same answer.")),
            )
        ]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        if direction != "response" or not isinstance(self.view, ApiView):
            return responses
        for status, description in self._refusals().items():
            responses.setdefault(
                status, {"description": str(description), "content": {"application/problem+json": {"schema": self._problem().ref}}}
            )
        return responses

    def _refusals(self) -> dict[str, Any]:
        refusals: dict[str, Any] = dict(_ALWAYS)
        if self.method == "POST":
            refusals |= _WITH_BODY | _WITH_KEY | {"409": _("The present state does not allow this.")}
        if "{" in self.path or self.method == "POST":
            refusals["404"] = _("It does not exist, or the key may not see it.")
        return refusals

    def _problem(self) -> ResolvedComponent:
        component = ResolvedComponent(name="Problem", type=ResolvedComponent.SCHEMA, schema=_PROBLEM_SCHEMA, object="Problem")  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)
        return component


class _StrictFields(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    target_class = "backoffice.core.api.fields.StrictField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = self.target.schema()
        return schema


class _StrictShapes(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    target_class = "backoffice.core.api.serializers.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # type: ignore[no-untyped-call]
        for name, field in self.target.fields.items():
            if isinstance(field, ListSerializer):
                schema["properties"][name] |= _length_of(field)
        return {**schema, "additionalProperties": False}


def _length_of(field: Any) -> dict[str, int]:
    return {"minItems": field.min_length or 0, "maxItems": field.max_length}


class _BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "backoffice.core.api.authentication.ApiKeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rtg_..."}
