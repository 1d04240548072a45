"""
What the people area holds of people: candidates, employees, their dependents (the map of docs/mechanisms/privacy.md).

Most of it the law orders to keep while somebody works here and for years afterwards; what may be forgotten, and from which
day on, is decided in hr.queries.retention.
"""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import Area
from hr.personal_data import admission, employment, government, leave, person, register

PERSONAL_DATA = Area(
    code="hr",
    label=gettext_lazy("People"),
    tables=(*person.TABLES, *employment.TABLES, *admission.TABLES, *government.TABLES, *leave.TABLES),
    find=register.find,
    marks=register.marks,
    subjects=register.subjects,
    obstacles=register.obstacles,
    files=register.files,
    finish=register.finish,
    not_personal={
        "hr.Establishment": "places of the company",
        "hr.CostCenter": "budgets",
        "hr.Department": "parts of the company",
        "hr.Position": "positions",
        "hr.WorkSchedule": "hours",
        "hr.WorkDay": "hours",
        "hr.DocumentKind": "kinds of papers",
        "hr.ChecklistRule": "rules",
        "hr.TextVersion": "texts with places to fill in",
        "hr.PortalAttempt": "addresses of wrong links, swept",
        "hr.EsocialEmployer": "the company itself",
        "hr.EsocialSchema": "official schemas",
        "hr.EsocialSchemaFile": "official schemas",
        "hr.LeaveKind": "kinds of leave",
        "hr.LeaveAllowance": "days by law",
        "hr.Holiday": "holidays",
    },
)
