"""The write door of the people area."""

from hr.services.acceptance import Place, accept_text
from hr.services.admission.stage import refresh_stage
from hr.services.portal_links import close_portal_links, issue_portal_link
from hr.services.qualification import ReceitaAnswer, record_qualification

__all__ = [
    "ReceitaAnswer",
    "record_qualification",
    "Place",
    "accept_text",
    "close_portal_links",
    "issue_portal_link",
    "refresh_stage",
]
