"""Addresses of the privacy desk."""

from django.urls import path

from backoffice.privacy.views import acts, board, exports, new, page, reads, rules

urlpatterns = [
    path("privacidade/", board.request_list, name="privacy_requests"),
    path("privacidade/novo/", new.request_new, name="privacy_new"),
    path("privacidade/regras/", rules.rules_page, name="privacy_rules"),
    path("privacidade/mapa/", rules.data_map, name="privacy_map"),
    path("privacidade/consultas/", reads.reads_page, name="privacy_reads"),
    path("privacidade/trabalho/<uuid:job_id>/", page.request_of_job, name="privacy_job"),
    path("privacidade/arquivo/<uuid:export_id>/", exports.export_file, name="privacy_export_file"),
    path("privacidade/<str:number>/", page.request_page, name="privacy_request"),
    path("privacidade/<str:number>/exportar/", acts.request_export, name="privacy_export"),
    path("privacidade/<str:number>/ensaiar/", acts.request_survey, name="privacy_survey"),
    path("privacidade/<str:number>/anonimizar/", acts.request_anonymise, name="privacy_anonymise"),
    path("privacidade/<str:number>/<slug:act>/", acts.request_act, name="privacy_act"),
]
