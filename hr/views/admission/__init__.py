"""Admissions: board, list, invitation, one of them with its acts, contracts and policies."""

from django.urls import URLPattern, path, re_path

from hr.views.admission import acts, board, invite, page, part_acts, texts

# An admission's number and nothing else: other desks have pages under /admissoes/, too.
_ONE = r"^admissoes/(?P<number>AD-[0-9]{6,12})"


def _act(tail: str, view: object, name: str) -> URLPattern:
    return re_path(f"{_ONE}/{tail}$", view, name=name)  # type: ignore[arg-type]


urlpatterns = [
    path("admissoes/", board.board, name="admission_board"),
    path("admissoes/lista/", board.admission_list, name="admission_list"),
    path("admissoes/nova/", invite.new_admission, name="admission_new"),
    path("admissoes/textos/", texts.text_list, name="admission_texts"),
    path("admissoes/textos/novo/", texts.new_text, name="admission_text_new"),
    path("admissoes/textos/<slug:code>/", texts.edit_text, name="admission_text"),
    _act("", page.admission_page, "admission_page"),
    _act("link/", acts.resend, "admission_resend"),
    _act("copiar-link/", acts.copy_link, "admission_copy_link"),
    _act("inicio/", acts.start, "admission_start"),
    _act("condicoes/", acts.terms, "admission_terms"),
    _act("exame/", part_acts.exam, "admission_exam"),
    _act("resultado/", part_acts.result, "admission_result"),
    _act("admitir/", acts.admit, "admission_admit"),
    _act("cancelar/", acts.cancel, "admission_cancel"),
    _act("documentos/(?P<kind>[-a-z0-9_]{1,30})/dispensar/", part_acts.waive, "admission_waive"),
    _act("documentos/(?P<kind>[-a-z0-9_]{1,30})/pedir/", part_acts.ask, "admission_ask"),
    _act("textos/(?P<code>[-a-zA-Z0-9_]{1,30})/", texts.preview, "admission_text_preview"),
]
