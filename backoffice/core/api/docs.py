"""The API's description and its page to read and try it: both self-hosted."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView

from backoffice.core.views import PUBLIC, public_view


class Schema(SpectacularAPIView):  # type: ignore[misc]
    """OpenAPI 3.1."""

    permissions: ClassVar[dict[str, str]] = {"GET": PUBLIC}
    throttle_classes = []
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]


@public_view
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """
    Swagger UI under the site's own Content-Security-Policy: no script and no style is written into the page.

    Rendered without the request: this page needs nothing of the staff shell, so it asks the database nothing.
    """
    return HttpResponse(render_to_string("backoffice/api_docs.html"))
