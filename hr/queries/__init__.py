"""The read door of the people area: every function takes the actor and shows only what the actor may know of (core.policy)."""

from hr.esocial.due import DueEvent
from hr.queries.absences import Absence, absences
from hr.queries.acceptances import acceptances_of, find_acceptance
from hr.queries.admission_story import find_admission_key, list_admission_story
from hr.queries.admissions import get_admission
from hr.queries.documents import PaperState, paper_states
from hr.queries.esocial import (
    EventDetail,
    EventRow,
    esocial_states,
    events_by_id,
    get_esocial_settings,
    get_esocial_terms,
    get_event,
    list_events_of,
    list_schemas,
)
from hr.queries.esocial_due import EsocialFigures, esocial_due, get_esocial_figures, is_soon
from hr.queries.looks import Look, list_looks
from hr.queries.own_file import OwnFile, get_own_file
from hr.queries.people import employee_of, get_employee
from hr.queries.qualification import PersonQualification, SubjectQualification, list_qualifications, qualification_of, qualifications_of
from hr.queries.retention import DueRow, Kept, kept_until, list_due
from hr.queries.texts import current_texts, render_text, required_texts, values_of

__all__ = [
    "DueEvent",
    "EventDetail",
    "EventRow",
    "EsocialFigures",
    "get_esocial_figures",
    "is_soon",
    "esocial_due",
    "esocial_states",
    "get_esocial_settings",
    "events_by_id",
    "get_esocial_terms",
    "get_event",
    "list_events_of",
    "list_schemas",
    "PaperState",
    "paper_states",
    "PersonQualification",
    "SubjectQualification",
    "list_qualifications",
    "qualification_of",
    "qualifications_of",
    "Absence",
    "absences",
    "acceptances_of",
    "find_acceptance",
    "current_texts",
    "find_admission_key",
    "get_admission",
    "list_admission_story",
    "values_of",
    "render_text",
    "required_texts",
    "DueRow",
    "Kept",
    "Look",
    "OwnFile",
    "get_own_file",
    "kept_until",
    "list_due",
    "list_looks",
    "employee_of",
    "get_employee",
]
