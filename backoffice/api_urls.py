"""Everything below /api/.  One version; what leaves it does so in a new one."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from backoffice.core.api import schema  # noqa: F401  # registers how strict fields are described
from backoffice.core.api.docs import Schema, docs
from backoffice.core.api.problems import unknown_path
from backoffice.core.views import public_view
from orders.api.urls import urlpatterns as orders_urlpatterns

# One level, and orders first: an address is found by trying these one after the other.
version_1 = [
    *orders_urlpatterns,
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    re_path(r"^(?P<rest>.*)$", public_view(csrf_exempt(unknown_path))),
]
