"""Every address of the product.  Each one has a declared permission (tests/architecture/test_permissions.py)."""

from django.contrib import admin
from django.urls import include, path

from backoffice.core import health, job_views, views
from backoffice.core.files import serving

urlpatterns = [
    path("", include("backoffice.dashboard.urls")),
    path("", include("orders.views.warehouse.urls")),
    path("", include("orders.urls")),
    path("", include("finance.urls")),
    path("", include("backoffice.report_centre.urls")),
    path("", include("inventory.urls")),
    path("", include("hr.urls")),
    path("", include("backoffice.intranet.urls")),
    path("", include("backoffice.privacy.urls")),
    path("", include("backoffice.imports.urls")),
    path("", include("backoffice.setup.urls")),
    path("", include("backoffice.accounts.urls")),
    path("", include("backoffice.guide.views")),
    path("admin/", admin.site.urls),
    path("api/", include("backoffice.api_urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include(job_views.urlpatterns)),
    path("", include(serving.urlpatterns)),
    path("", include("backoffice.core.lists.urls")),
]

handler400 = "backoffice.core.middleware.bad_request"
handler500 = "backoffice.core.middleware.server_error"
