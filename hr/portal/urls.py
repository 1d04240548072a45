"""The addresses of the candidate's portal, and the signed copies that HR fetches.  No address names a person."""

from django.urls import path

from hr.portal.views import data, dependents, entry, home, papers, texts
from hr.views.portal import signed_copy

urlpatterns = [
    path("portal/", home.home, name="portal_home"),
    path("portal/entrar/", entry.enter, name="portal_enter"),
    path("portal/confirmar/", entry.confirm, name="portal_confirm"),
    path("portal/novo-link/", entry.renew, name="portal_renew"),
    path("portal/sair/", entry.leave, name="portal_leave"),
    path("portal/enviar/", home.send, name="portal_send"),
    path("portal/dados/", data.parts, name="portal_data"),
    path("portal/dados/dependentes/novo/", dependents.dependent, name="portal_dependent_new"),
    path("portal/dados/dependentes/<int:dependent_id>/", dependents.dependent, name="portal_dependent"),
    path("portal/dados/dependentes/<int:dependent_id>/tirar/", dependents.remove_dependent, name="portal_dependent_remove"),
    path("portal/dados/<slug:slug>/", data.part, name="portal_part"),
    path("portal/envios/", papers.upload, name="portal_upload_start"),
    path("portal/envios/<uuid:upload_id>/", papers.upload, name="portal_upload"),
    path("portal/documentos/<slug:kind_code>/", papers.paper, name="portal_paper"),
    path("portal/textos/<int:text_id>/", texts.text, name="portal_text"),
    path("portal/aceites/<str:code>/", texts.acceptance, name="portal_acceptance"),
    path("aceites/<str:code>/", signed_copy, name="acceptance_pdf"),
]
