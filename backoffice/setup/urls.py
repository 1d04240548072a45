"""Addresses of the first run."""

from django.urls import path

from backoffice.setup import views

urlpatterns = [
    path("comecar/", views.checklist, name="setup"),
    path("comecar/decidir/", views.decide, name="setup_decide"),
    path("comecar/loja/", views.open_shop, name="open_shop"),
    path("comecar/contas/", views.chart, name="setup_chart"),
    path("comecar/primeiro/<str:token>/", views.first_user, name="first_user"),
    path("empresa/", views.company, name="company"),
]
