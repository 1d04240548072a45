"""What HR fetches of the portal."""

from django.http import HttpResponse

from backoffice.core import clock, policy, sensitive
from backoffice.core.views import StaffRequest, staff_view
from hr.portal.paper import acceptance_pdf
from hr.queries.acceptances import find_acceptance


@staff_view(permission="hr.view_documents")
def signed_copy(request: StaffRequest, code: str) -> HttpResponse:
    """The signed copy of an accepted text: a contract names the pay."""
    policy.require(request.actor, "hr.view_pay")
    found = find_acceptance(code=code)
    person = found.employee.person
    sensitive.note_reads(
        subject_kind="person",
        subject_keys=[str(person.key)],
        group=sensitive.PAY if found.text.is_contract else sensitive.DOCUMENT,
        by=request.actor,
        at=clock.now(),
        item=found.code,
    )
    answer = HttpResponse(acceptance_pdf(found), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.code}.pdf"'
    return answer
