"""The API and the health pages alone, for tests that must not depend on the staff pages."""

from django.urls import include, path

from backoffice.core import health

urlpatterns = [
    path("api/", include("backoffice.api_urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
