"""Every address of the product.  Each one has a declared permission (tests/architecture/test_permissions.py)."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
