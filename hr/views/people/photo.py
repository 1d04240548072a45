"""The face in the file."""

from django.http import Http404, HttpResponse

from backoffice.core.files.errors import FileUnreadable, FileWithheld
from backoffice.core.files.serving import respond_face
from backoffice.core.views import StaffRequest, staff_view
from hr import queries
from hr.queries.photos import photo_of

# Pixels: the largest face on a screen is 44 wide, on a display with two dots to the pixel and zoomed to 150 %.
SIDE = 132


@staff_view(permission="hr.open_files")
def employee_photo(request: StaffRequest, number: str) -> HttpResponse:
    """The accepted picture, small, for whoever may open the file; asked again at each use."""
    kept = photo_of(queries.get_employee(number=number, actor=request.actor).person_id)
    if kept is None:
        raise Http404
    try:
        return respond_face(kept, side=SIDE)
    except (FileUnreadable, FileWithheld) as nothing:
        raise Http404 from nothing
