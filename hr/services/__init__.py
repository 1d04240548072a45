"""The write door of the people area."""

from hr.services.acceptance import Place, accept_text
from hr.services.admission.changing import change_start, change_terms
from hr.services.admission.drafts import Invitation, Terms
from hr.services.admission.ending import admit, cancel_admission
from hr.services.admission.exam import ExamResult, record_exam, schedule_exam
from hr.services.admission.inviting import early_problems, invite_candidate, send_portal_link
from hr.services.admission.refusals import tell_refusals
from hr.services.admission.reminding import admit_due, refresh_open_stages, remind_candidates, warn_hr
from hr.services.admission.stage import refresh_stage
from hr.services.admission.wording import install_standard_texts, publish_text, retire_text
from hr.services.documents.alerts import warn_of_expiry
from hr.services.documents.checklist import ask_again, plan_checklist, waive_item
from hr.services.documents.decide import decide_document, review_page, withdraw_verdict
from hr.services.documents.standard import install_standard_checklist
from hr.services.documents.submit import submit_document
from hr.services.employee_draft import EmployeeDraft
from hr.services.employment import add_employees, create_employee
from hr.services.esocial.handing_out import AnswerOutcome, ExportedFile, export_events, record_answers, record_receipt, record_refusal
from hr.services.esocial.making import MadeEvent, make_event
from hr.services.esocial.packages import LoadedPackage, load_schemas
from hr.services.esocial.settings import save_esocial_settings, save_esocial_terms
from hr.services.esocial.warning import warn_esocial
from hr.services.leave.alerts import run_daily_leave
from hr.services.leave.checks import Checked, LeaveDraft
from hr.services.leave.decisions import LeaveDecision, cancel_leave, decide_leave, preview_decision
from hr.services.leave.delegation import delegate_leave, end_delegation
from hr.services.leave.ledger import CertificateDraft, preview_record, record_leave, reverse_leave, settle_windows
from hr.services.leave.probation import confirm_probation, extend_probation
from hr.services.leave.requests import ask_leave, preview_leave, withdraw_leave
from hr.services.leave.standard import ensure_holidays, install_standard_leave
from hr.services.leave.windows import refresh_vacation_windows
from hr.services.person import (
    add_person,
    change_person,
    end_dependent,
    record_pay_account,
    remove_emergency_contact,
    save_dependent,
    save_emergency_contact,
)
from hr.services.person_batch import change_people, employees_in_use, remove_employees
from hr.services.person_rules import check_address, check_person
from hr.services.portal_data import save_portal_step, send_portal_data
from hr.services.portal_links import candidate_actor, close_portal_links, confirm_birth_date, issue_portal_link
from hr.services.qualification import ReceitaAnswer, record_qualification
from hr.services.retention import Disposed, dispose_due
from hr.services.structure import ensure_departments, ensure_establishment, ensure_positions
from hr.services.terms import change_address, change_job, change_manager, change_pay, change_schedule
from hr.services.users import invite_user, link_user

__all__ = [
    "Disposed",
    "dispose_due",
    "AnswerOutcome",
    "ExportedFile",
    "LoadedPackage",
    "MadeEvent",
    "export_events",
    "load_schemas",
    "make_event",
    "record_answers",
    "record_receipt",
    "record_refusal",
    "save_esocial_settings",
    "warn_esocial",
    "save_esocial_terms",
    "change_start",
    "change_terms",
    "Invitation",
    "Terms",
    "admit",
    "cancel_admission",
    "ExamResult",
    "record_exam",
    "schedule_exam",
    "early_problems",
    "invite_candidate",
    "send_portal_link",
    "admit_due",
    "refresh_open_stages",
    "remind_candidates",
    "tell_refusals",
    "warn_hr",
    "install_standard_texts",
    "publish_text",
    "retire_text",
    "CertificateDraft",
    "Checked",
    "LeaveDecision",
    "LeaveDraft",
    "ask_leave",
    "cancel_leave",
    "confirm_probation",
    "decide_leave",
    "delegate_leave",
    "end_delegation",
    "ensure_holidays",
    "extend_probation",
    "install_standard_checklist",
    "install_standard_leave",
    "preview_decision",
    "preview_leave",
    "preview_record",
    "record_leave",
    "refresh_vacation_windows",
    "reverse_leave",
    "run_daily_leave",
    "settle_windows",
    "withdraw_leave",
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
    "change_people",
    "check_address",
    "employees_in_use",
    "remove_employees",
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
    "warn_of_expiry",
    "withdraw_verdict",
    "ReceitaAnswer",
    "record_qualification",
    "Place",
    "accept_text",
    "candidate_actor",
    "close_portal_links",
    "confirm_birth_date",
    "save_portal_step",
    "send_portal_data",
    "issue_portal_link",
    "refresh_stage",
]
