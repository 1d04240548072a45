"""Addresses of the pages that belong to no single area."""

from django.urls import path

from backoffice.dashboard import home

urlpatterns = [
    path("", home.today, name="today"),
]
