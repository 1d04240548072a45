"""The read door of the people area: every function takes the actor and shows only what the actor may know of (core.policy)."""

from hr.queries.absences import Absence, absences
from hr.queries.looks import Look, list_looks
from hr.queries.people import employee_of, get_employee
from hr.queries.texts import current_texts, render_text, required_texts

__all__ = [
    "Absence",
    "absences",
    "current_texts",
    "render_text",
    "required_texts",
    "Look",
    "list_looks",
    "employee_of",
    "get_employee",
]
