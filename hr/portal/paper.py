"""The signed copy: the text exactly as it was accepted, then the page with the evidence; drawn on demand from what was kept."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override

from backoffice.core.company import get_company
from backoffice.core.pdf import render_pdf
from backoffice.core.qr import qr_svg
from backoffice.core.reports.canonical import in_groups
from backoffice.core.templatetags import formats
from hr.models import Acceptance
from hr.portal.evidence import paragraphs
from hr.queries.acceptances import is_intact


def acceptance_pdf(acceptance: Acceptance) -> bytes:
    """
    The PDF of an acceptance, in Portuguese whatever the reader's language: a document of the company.

    :raises JobFailed: Pango is missing on this machine
    """
    company = get_company()
    person = acceptance.employee.person
    verify_url = settings.BASE_URL.rstrip("/") + reverse("verify_report", args=[acceptance.code])
    with override("pt-br"):
        context = {
            "acceptance": acceptance,
            "text": acceptance.text,
            "paragraphs": paragraphs(acceptance.content),
            "firm": company.legal_name,
            "firm_id": " · ".join(filter(None, [f"CNPJ {formats.cpf_cnpj(company.cnpj)}" if company.cnpj else "", company.place])),
            "person": person,
            "cpf": formats.cpf_cnpj(person.cpf) if person.cpf else "",
            "moment": f"{localtime(acceptance.accepted_at):%d/%m/%Y %H:%M:%S (UTC%z)}",
            "hash_groups": in_groups(acceptance.content_sha256),
            "is_intact": is_intact(acceptance),
            "verify_url": verify_url,
            "qr": qr_svg(verify_url),
        }
        return render_pdf("hr/portal/acceptance_pdf.html", context)
