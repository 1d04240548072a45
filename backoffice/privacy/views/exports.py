"""Hand an export out."""

from uuid import UUID

from django.http import HttpResponse

from backoffice.core import clock
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy import services


@staff_view(permission="home.view", methods=("GET", "POST"))
@fresh_sign_in
def export_file(request: StaffRequest, export_id: UUID) -> HttpResponse:
    """The ZIP for who may have it (services decide); each time is noted."""
    name, content = services.note_download(export_id=export_id, by=request.actor, at=clock.now())
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
