"""Papers: the queue of those to review, the review itself, handing in for somebody."""

from django.urls import path

from hr.views.papers import handing_in, listing, review

urlpatterns = [
    path("documentos/revisao/", listing.papers, name="papers"),
    path("documentos/envios/", handing_in.upload, name="paper_uploads"),
    path("documentos/envios/<uuid:upload_id>/", handing_in.upload, name="paper_upload"),
    path("documentos/enviar/<str:number>/", handing_in.choose, name="paper_hand_in_other"),
    path("documentos/enviar/<str:number>/<slug:kind>/", handing_in.hand_in, name="paper_hand_in"),
    path("documentos/<int:document_id>/", review.paper, name="paper"),
    path("documentos/<int:document_id>/decidir/", review.decide, name="paper_decide"),
    path("documentos/<int:document_id>/pagina/<int:number>/", review.page_verdict, name="paper_page"),
    path("documentos/<int:document_id>/voltar/", review.withdraw, name="paper_withdraw"),
]
