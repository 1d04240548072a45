"""The pages of one's own file: what is held of me, my papers, my contract, who looked, my rights."""

from django.urls import path

from hr.views.me import data, papers, readings, rights

urlpatterns = [
    path("meu/", data.my_data, name="my_data"),
    path("meu/dados/<slug:part>/", data.my_change, name="my_change"),
    path("meu/contatos/<int:contact_id>/", data.my_emergency, name="my_emergency"),
    path("meu/contatos/<int:contact_id>/retirar/", data.my_emergency_remove, name="my_emergency_remove"),
    path("meu/banco/", data.my_bank, name="my_bank"),
    path("meu/documentos/", papers.my_papers, name="my_papers"),
    path("meu/documentos/arquivo/<uuid:file_id>/", papers.my_file, name="my_file"),
    path("meu/documentos/<slug:kind>/", papers.my_paper, name="my_paper"),
    path("meu/contrato/", readings.my_contract, name="my_contract"),
    path("meu/contrato/<str:code>/", readings.my_acceptance, name="my_acceptance"),
    path("meu/consultas/", readings.my_looks, name="my_looks"),
    path("meu/direitos/", rights.my_requests, name="my_requests"),
]
