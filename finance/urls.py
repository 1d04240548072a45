"""Addresses of the finance screens."""

from django.urls import path

from finance.views import verification

urlpatterns = [
    path("v/<str:code>/", verification.verify_report, name="verify_report"),
]
