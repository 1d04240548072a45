"""The write door of the people area."""

from hr.services.acceptance import Place, accept_text
from hr.services.admission.stage import refresh_stage
from hr.services.documents.checklist import ask_again, plan_checklist, waive_item
from hr.services.documents.decide import decide_document, review_page, withdraw_verdict
from hr.services.documents.submit import submit_document
from hr.services.employment import EmployeeDraft, add_employees, create_employee
from hr.services.person import (
    add_person,
    change_person,
    end_dependent,
    record_pay_account,
    remove_emergency_contact,
    save_dependent,
    save_emergency_contact,
)
from hr.services.person_rules import check_address, check_person
from hr.services.portal_links import close_portal_links, issue_portal_link
from hr.services.qualification import ReceitaAnswer, record_qualification
from hr.services.structure import ensure_departments, ensure_establishment, ensure_positions
from hr.services.terms import change_address, change_job, change_manager, change_pay, change_schedule
from hr.services.users import invite_user, link_user

__all__ = [
    "EmployeeDraft",
    "add_employees",
    "create_employee",
    "add_person",
    "change_person",
    "end_dependent",
    "record_pay_account",
    "remove_emergency_contact",
    "save_dependent",
    "save_emergency_contact",
    "check_address",
    "check_person",
    "ensure_departments",
    "ensure_establishment",
    "ensure_positions",
    "change_address",
    "change_job",
    "change_manager",
    "change_pay",
    "change_schedule",
    "invite_user",
    "link_user",
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
