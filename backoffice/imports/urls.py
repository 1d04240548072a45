"""Addresses of the import wizard."""

from django.urls import path

from backoffice.imports.views import batch, files, start, undo

urlpatterns = [
    path("importar/", start.import_list, name="import_list"),
    path("importar/trabalho/<uuid:job_id>/", batch.import_of_job, name="import_job"),
    path("importar/lote/<uuid:batch_id>/", batch.import_page, name="import_batch"),
    path("importar/lote/<uuid:batch_id>/colunas/", batch.import_columns, name="import_columns"),
    path("importar/lote/<uuid:batch_id>/planilha/", batch.import_sheet, name="import_sheet"),
    path("importar/lote/<uuid:batch_id>/confirmar/", batch.import_confirm, name="import_confirm"),
    path("importar/lote/<uuid:batch_id>/descartar/", batch.import_discard, name="import_discard"),
    path("importar/lote/<uuid:batch_id>/desfazer/", undo.import_undo, name="import_undo"),
    path("importar/lote/<uuid:batch_id>/recusadas.csv", files.import_refused, name="import_refused"),
    path("importar/<slug:importer>/", start.import_start, name="import_start"),
    path("importar/<slug:importer>/modelo.csv", files.import_model_csv, name="import_model_csv"),
    path("importar/<slug:importer>/modelo.xlsx", files.import_model_xlsx, name="import_model_xlsx"),
]
