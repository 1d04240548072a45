"""Addresses of the pages that belong to no single area."""

from django.urls import path

from backoffice.dashboard import account, arrange, home, my_jobs, search_views

urlpatterns = [
    path("", home.today, name="today"),
    path("hoje/filas/", arrange.queues_arrange, name="queues_arrange"),
    path("trabalhos/", my_jobs.my_jobs, name="my_jobs"),
    path("buscar/", search_views.search_page, name="search"),
    path("conta/", account.account, name="account"),
    path("conta/interruptores/", account.account_switch, name="account_switch"),
    path("saiu/", account.signed_out, name="signed_out"),
    path("idioma/", account.set_language, name="set_language"),
]
