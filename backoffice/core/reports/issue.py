"""What stands around the figures on paper: the firm, who issued when, what they cover, code, hash, QR."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backoffice.core.company import get_company
from backoffice.core.qr import qr_svg
from backoffice.core.reports.canonical import in_groups
from backoffice.core.reports.kinds import Basis
from backoffice.core.templatetags.formats import cpf_cnpj, long_when, qty


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issued what and when; ready words for the head, the foot and the proof block."""

    firm: str
    firm_id: str
    title: str
    basis: str
    period_state: str
    issued: str
    code: str
    sha256: str
    position: int
    verify_url: str

    @property
    def foot(self) -> str:
        return _("Code %(code)s, ledger position %(position)s, issued by Retaguarda") % {"code": self.code, "position": qty(self.position)}

    @property
    def hash_groups(self) -> str:
        return in_groups(self.sha256)

    @property
    def qr(self) -> SafeString:
        """The verification address as a QR code: inline SVG."""
        return qr_svg(self.verify_url)


def describe_issue(*, title: str, code: str, sha256: str, position: int, issued_at: datetime, issued_by: str, basis: Basis) -> Issue:
    """The words around a report that was just issued."""
    company = get_company()
    firm_id = " · ".join(filter(None, [f"CNPJ {cpf_cnpj(company.cnpj)}" if company.cnpj else "", company.place]))
    return Issue(
        firm=company.legal_name,
        firm_id=firm_id,
        title=title,
        basis=basis.covers,
        period_state=basis.state,
        issued=_("Issued on %(when)s by %(who)s") % {"when": long_when(issued_at), "who": issued_by},
        code=code,
        sha256=sha256,
        position=position,
        verify_url=settings.BASE_URL.rstrip("/") + reverse("verify_report", args=[code]),
    )
