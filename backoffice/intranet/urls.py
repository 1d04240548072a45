"""Addresses of the conversation and of the notices."""

from django.urls import path

from backoffice.intranet.views import comments, inbox, preferences

urlpatterns = [
    path("conversa/<slug:kind>/linha/<path:key>/", comments.conversation, name="conversation"),
    path("conversa/<slug:kind>/comentar/<path:key>/", comments.comment, name="comment"),
    path("conversa/<slug:kind>/pessoas/<path:key>/", comments.offers, name="comment_people"),
    path("conversa/comentarios/<int:comment_id>/corrigir/", comments.correct, name="comment_correct"),
    path("conversa/comentarios/<int:comment_id>/versoes/", comments.versions, name="comment_versions"),
    path("avisos/", inbox.inbox, name="notices"),
    path("avisos/pulso/", inbox.pulse, name="notices_pulse"),
    path("avisos/lidos/", inbox.read_all, name="notices_read_all"),
    path("avisos/preferencias/", preferences.preferences, name="notice_preferences"),
    path("avisos/<int:notice_id>/abrir/", inbox.open_notice, name="notice_open"),
    path("avisos/<int:notice_id>/lido/", inbox.read_one, name="notice_read"),
]
