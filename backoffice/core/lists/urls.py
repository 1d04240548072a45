"""Addresses that every list shares."""

from django.urls import path

from backoffice.core.bulk import views as bulk
from backoffice.core.lists.views import exporting, saving

urlpatterns = [
    path("listas/<slug:code>/visoes/nova/", saving.save, name="list_view_save"),
    path("listas/<slug:code>/visoes/<int:view_id>/", saving.change, name="list_view_change"),
    path("listas/<slug:code>/padrao/", saving.default, name="list_default"),
    path("listas/<slug:code>/colunas/", saving.columns, name="list_columns"),
    path("listas/<slug:code>/contagens/", saving.counts, name="list_counts"),
    path("listas/<slug:code>/exportar/", exporting.export, name="list_export"),
    path("listas/<slug:code>/acoes/<slug:name>/", bulk.act, name="list_bulk"),
    path("listas/resultado/<uuid:job_id>/", bulk.result, name="bulk_result"),
    path("listas/resultado/<uuid:job_id>/recusadas.csv", bulk.refused_file, name="bulk_refused"),
    path("listas/resultado/<uuid:job_id>/repetir/", bulk.again, name="bulk_again"),
]
