"""Which files the area keeps, by purpose: who may fetch one, and which are still needed."""

from backoffice.core.files import FilePurpose
from hr import papers
from hr.services import qualification_evidence as evidence
from hr.services.documents import looks
from hr.services.leave import papers as leave

FILE_PURPOSES: dict[str, FilePurpose] = {
    papers.FILE_PURPOSE: FilePurpose(check=looks.check_look, in_use=looks.pages_in_use),
    leave.PURPOSE: FilePurpose(check=leave.check_look, in_use=leave.papers_in_use),
    evidence.PURPOSE: FilePurpose(check=evidence.check_look, in_use=evidence.evidence_in_use),
}
