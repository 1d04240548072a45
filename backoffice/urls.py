"""Every address of the product.  Each one has a declared permission (tests/architecture/test_permissions.py)."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from backoffice.core import health, job_views
from backoffice.core.views import public_view

urlpatterns = [
    path("", include("backoffice.dashboard.urls")),
    path("", include("backoffice.report_centre.urls")),
    path("", include("orders.urls")),
    path("", include("finance.urls")),
    path("", include("inventory.urls")),
    path("entrar/", public_view(LoginView.as_view()), name="login"),
    path("sair/", public_view(LogoutView.as_view()), name="logout"),
    path("admin/", admin.site.urls),
    path("api/", include("backoffice.api_urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include(job_views.urlpatterns)),
]

handler500 = "backoffice.core.middleware.server_error"
