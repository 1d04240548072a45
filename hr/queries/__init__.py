"""The read door of the people area: every function takes the actor and shows only what the actor may know of (core.policy)."""

from hr.queries.looks import Look, list_looks
from hr.queries.people import employee_of, get_employee

__all__ = [
    "Look",
    "list_looks",
    "employee_of",
    "get_employee",
]
