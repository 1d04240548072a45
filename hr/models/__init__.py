"""The tables of the people area."""

from hr.models.admission import Acceptance, Admission, AdmissionItem, MedicalExam, PortalLink, TextVersion
from hr.models.documents import ChecklistRule, Document, DocumentKind, DocumentPage
from hr.models.employment import AddressTerm, Employee, JobTerm, ManagerTerm, PayTerm, ScheduleTerm
from hr.models.person import Dependent, EmergencyContact, PayAccount, Person
from hr.models.structure import CostCenter, Department, Establishment, Position, WorkDay, WorkSchedule

__all__ = [
    "Acceptance",
    "AddressTerm",
    "Admission",
    "AdmissionItem",
    "ChecklistRule",
    "CostCenter",
    "Department",
    "Dependent",
    "Document",
    "DocumentKind",
    "DocumentPage",
    "EmergencyContact",
    "Employee",
    "Establishment",
    "JobTerm",
    "ManagerTerm",
    "MedicalExam",
    "PayAccount",
    "PayTerm",
    "Person",
    "PortalLink",
    "Position",
    "ScheduleTerm",
    "TextVersion",
    "WorkDay",
    "WorkSchedule",
]
