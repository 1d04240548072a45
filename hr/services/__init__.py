"""The write door of the people area."""

from hr.services.acceptance import Place, accept_text
from hr.services.admission.stage import refresh_stage
from hr.services.documents.checklist import ask_again, plan_checklist, waive_item
from hr.services.documents.decide import decide_document, review_page, withdraw_verdict
from hr.services.documents.submit import submit_document
from hr.services.portal_links import close_portal_links, issue_portal_link
from hr.services.qualification import ReceitaAnswer, record_qualification

__all__ = [
    "ask_again",
    "decide_document",
    "plan_checklist",
    "review_page",
    "submit_document",
    "waive_item",
    "withdraw_verdict",
    "ReceitaAnswer",
    "record_qualification",
    "Place",
    "accept_text",
    "close_portal_links",
    "issue_portal_link",
    "refresh_stage",
]
