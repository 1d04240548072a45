"""The screens of the eSocial files and their addresses."""

from django.urls import path

from hr.views.esocial import answers, details, due, event, making, termination
from hr.views.esocial.listing import event_list

urlpatterns = [
    path("esocial/", due.due_list, name="esocial_due"),
    path("esocial/gerar/", making.make_all, name="esocial_make_all"),
    path("esocial/ajustes/", details.settings_page, name="esocial_settings"),
    path("esocial/retorno/", answers.return_file, name="esocial_return"),
    path("esocial/arquivos/", event_list, name="esocial_events"),
    path("esocial/arquivos/<str:event_id>/", event.event_page, name="esocial_event"),
    path("esocial/arquivos/<str:event_id>/baixar/", event.download, name="esocial_download"),
    path("esocial/arquivos/<str:event_id>/resposta/", answers.answer, name="esocial_answer"),
    path("esocial/<str:number>/gerar/", making.make, name="esocial_make"),
    path("esocial/<str:number>/complementos/", details.terms_page, name="esocial_terms"),
    path("esocial/<str:number>/desligamento/", termination.termination, name="esocial_termination"),
]
