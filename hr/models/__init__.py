"""The tables of the people area."""

from hr.models.admission import Acceptance, Admission, AdmissionItem, MedicalExam, PortalLink, TextVersion
from hr.models.documents import ChecklistRule, Document, DocumentKind, DocumentPage
from hr.models.employment import AddressTerm, Employee, JobTerm, ManagerTerm, PayTerm, ScheduleTerm
from hr.models.esocial import EsocialEmployer, EsocialEvent, EsocialSchema, EsocialSchemaFile, EsocialTerms
from hr.models.person import Dependent, EmergencyContact, PayAccount, Person
from hr.models.qualification import Qualification
from hr.models.portal import PortalAttempt, PortalStep, TransportChoice
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
    "EsocialEmployer",
    "EsocialEvent",
    "EsocialSchema",
    "EsocialSchemaFile",
    "EsocialTerms",
    "Establishment",
    "JobTerm",
    "ManagerTerm",
    "MedicalExam",
    "PayAccount",
    "PayTerm",
    "Person",
    "PortalAttempt",
    "PortalLink",
    "PortalStep",
    "Position",
    "Qualification",
    "ScheduleTerm",
    "TextVersion",
    "TransportChoice",
    "WorkDay",
    "WorkSchedule",
]
