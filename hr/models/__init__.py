"""The tables of the people area."""

from hr.models.admission import Acceptance, Admission, AdmissionItem, MedicalExam, PortalLink, TextVersion
from hr.models.corrections import CorrectedTerm
from hr.models.documents import ChecklistRule, Document, DocumentKind, DocumentPage
from hr.models.employment import AddressTerm, Employee, JobTerm, ManagerTerm, PayTerm, ScheduleTerm
from hr.models.esocial import EsocialEmployer, EsocialEvent, EsocialSchema, EsocialSchemaFile, EsocialTerms
from hr.models.leave import (
    Delegation,
    Holiday,
    LeaveAllowance,
    LeaveCertificate,
    LeaveEntry,
    LeaveKind,
    LeaveRequest,
    ProbationDecision,
    RequestedDays,
    VacationWindow,
)
from hr.models.person import Dependent, EmergencyContact, PayAccount, Person
from hr.models.portal import PortalAttempt, PortalStep, TransportChoice
from hr.models.qualification import Qualification
from hr.models.structure import CostCenter, Department, Establishment, Position, WorkDay, WorkSchedule

__all__ = [
    "Acceptance",
    "AddressTerm",
    "Admission",
    "AdmissionItem",
    "ChecklistRule",
    "CorrectedTerm",
    "CostCenter",
    "Delegation",
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
    "Holiday",
    "JobTerm",
    "LeaveAllowance",
    "LeaveCertificate",
    "LeaveEntry",
    "LeaveKind",
    "LeaveRequest",
    "ManagerTerm",
    "MedicalExam",
    "PayAccount",
    "PayTerm",
    "Person",
    "PortalAttempt",
    "PortalLink",
    "PortalStep",
    "Position",
    "ProbationDecision",
    "Qualification",
    "RequestedDays",
    "ScheduleTerm",
    "TextVersion",
    "TransportChoice",
    "VacationWindow",
    "WorkDay",
    "WorkSchedule",
]
