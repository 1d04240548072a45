"""
What the people area holds of people: candidates, employees, their dependents (the map of docs/mechanisms/privacy.md).

Most of it the law orders to keep while somebody works here and for years afterwards; what may be forgotten, and from which
day on, is decided in hr.queries.retention.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, KeptFile
from backoffice.privacy.datamap import CLEAR, NAME, YEAR, Area, Identity, Match, Obstacle, Table, Use
from hr.models import Admission, DocumentPage, Employee, LeaveCertificate, LeaveRequest, Person, Qualification
from hr.portal.countries import COUNTRIES
from hr.queries.retention import kept_until
from hr.words import RACES

CONTRACT = Use(
    purpose=gettext_lazy("Admission and contract of employment"),
    legal_base=gettext_lazy("Performance of the contract and legal obligation (LGPD art. 7 II and V; CLT art. 41)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX); candidates not hired: six months"),
)
GOVERNMENT = Use(
    purpose=gettext_lazy("Obligations towards eSocial, FGTS and INSS"),
    legal_base=gettext_lazy("Legal obligation (LGPD arts. 7 II and 11 II a; Decreto 8.373/2014)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX, Lei 8.036 art. 23)"),
)
HEALTH = Use(
    purpose=gettext_lazy("Occupational health and justified absences"),
    legal_base=gettext_lazy("Legal obligation, sensitive data (LGPD art. 11 II a; CLT art. 168; NR-7)"),
    retention=gettext_lazy("As long as the kind of paper orders; a medical certificate of NR-7 twenty years"),
)
PAY = Use(
    purpose=gettext_lazy("Paying wages"),
    legal_base=gettext_lazy("Performance of the contract (LGPD art. 7 V; CLT arts. 457 and 464)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX)"),
)
SAFETY = Use(
    purpose=gettext_lazy("Whom to call in an emergency"),
    legal_base=gettext_lazy("Protection of life (LGPD art. 7 VII)"),
    retention=gettext_lazy("While the person works here"),
)
PROOF = Use(
    purpose=gettext_lazy("Proof of what was accepted, when and from where"),
    legal_base=gettext_lazy("Exercise of rights (LGPD art. 7 VI; MP 2.200-2/2001 art. 10)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX)"),
)


def _term(model: str, title: str, use: Use, *told: str, plain: tuple[str, ...] = ()) -> Table:
    """A dated table of the contract: what was agreed stays with the number, the typed reason goes."""
    return Table(
        model=model,
        owner="employee__person",
        title=title,
        use=use,
        personal={"reason": CLEAR},
        told=("employee", "valid", *told),
        plain=("recorded_by", *plain),
    )


TABLES: tuple[Table, ...] = (
    Table(
        model="hr.Person",
        owner="pk",
        title=gettext_lazy("Person"),
        use=CONTRACT,
        personal={
            "name": NAME,
            "social_name": CLEAR,
            "cpf": CLEAR,
            "birth_date": CLEAR,
            "sex": CLEAR,
            "marital_status": CLEAR,
            "education": CLEAR,
            "birth_country": CLEAR,
            "nationality": CLEAR,
            "mother_name": CLEAR,
            "race_colour": CLEAR,
            "disabilities": CLEAR,
            "email": CLEAR,
            "phone": CLEAR,
            "pis": CLEAR,
            "identity_number": CLEAR,
            "identity_issuer": CLEAR,
            "identity_issued_on": CLEAR,
        },
        told=("created_at",),
        words={"race_colour": RACES, "nationality": dict(COUNTRIES), "birth_country": dict(COUNTRIES)},
    ),
    Table(
        model="hr.AddressTerm",
        owner="person",
        title=gettext_lazy("Addresses"),
        use=CONTRACT,
        personal={
            "postal_code": CLEAR,
            "street": CLEAR,
            "number": CLEAR,
            "complement": CLEAR,
            "district": CLEAR,
            "city": CLEAR,
            "city_code": CLEAR,
            "state": CLEAR,
            "street_kind": CLEAR,
            "reason": CLEAR,
        },
        told=("valid",),
        plain=("recorded_by",),
        deletes=True,
    ),
    Table(
        model="hr.Dependent",
        owner="person",
        title=gettext_lazy("Dependents"),
        use=GOVERNMENT,
        personal={"name": NAME, "cpf": CLEAR, "birth_date": YEAR, "sex": CLEAR},
        told=("kind", "for_income_tax", "for_family_allowance", "is_incapable", "ended_on"),
        plain=("kind",),
    ),
    Table(
        model="hr.EmergencyContact",
        owner="person",
        title=gettext_lazy("Emergency contacts"),
        use=SAFETY,
        personal={"name": CLEAR, "relationship": CLEAR, "phone": CLEAR},
        deletes=True,
    ),
    Table(
        model="hr.PayAccount",
        owner="person",
        title=gettext_lazy("Bank data"),
        use=PAY,
        personal={"bank": CLEAR, "branch": CLEAR, "account": CLEAR, "pix_kind": CLEAR, "pix_key": CLEAR},
        told=("recorded_at",),
        plain=("recorded_by",),
        deletes=True,
    ),
    Table(
        model="hr.Employee",
        owner="person",
        title=gettext_lazy("Contracts of employment"),
        use=CONTRACT,
        personal={},
        told=(
            "number",
            "state",
            "contract_kind",
            "category",
            "admitted_on",
            "probation_first_until",
            "probation_until",
            "term_ends_on",
            "ended_on",
            "end_reason",
        ),  # fmt: skip
        plain=("number", "state", "contract_kind", "category", "end_reason"),
    ),
    _term("hr.JobTerm", gettext_lazy("Positions held"), CONTRACT, "position", "department", "establishment", "cost_center"),
    _term("hr.PayTerm", gettext_lazy("Salaries"), PAY, "amount", "unit", plain=("unit",)),
    _term("hr.ScheduleTerm", gettext_lazy("Working hours"), CONTRACT, "schedule"),
    _term("hr.ManagerTerm", gettext_lazy("Managers"), CONTRACT, "manager"),
    Table(
        model="hr.CorrectedTerm",
        owner="employee__person|person",
        title=gettext_lazy("Corrected terms"),
        use=CONTRACT,
        personal={"values": CLEAR, "reason": CLEAR},
        told=("kind", "first_day", "until", "replaced_at"),
        plain=("recorded_by", "replaced_by"),
    ),
    Table(
        model="hr.Admission",
        owner="employee__person",
        title=gettext_lazy("Admission"),
        use=CONTRACT,
        personal={"cancel_reason": CLEAR},
        told=("number", "stage", "invited_at", "data_sent_at", "done_at", "cancelled_at"),
        plain=("number", "stage", "contact_phone"),
    ),
    Table(
        model="hr.AdmissionItem",
        owner="admission__employee__person",
        title=gettext_lazy("Papers asked for"),
        use=CONTRACT,
        personal={"waived_reason": CLEAR},
        told=("kind", "is_mandatory"),
        plain=("waived_by",),
    ),
    Table(
        model="hr.PortalLink",
        owner="admission__employee__person",
        title=gettext_lazy("Links to the portal"),
        use=PROOF,
        personal={},
        told=("created_at", "confirmed_at", "last_used_at"),
        plain=("token_hash", "created_by"),
    ),
    Table(
        model="hr.PortalStep",
        owner="admission__employee__person",
        title=gettext_lazy("Steps in the portal"),
        use=CONTRACT,
        personal={},
        told=("code", "saved_at"),
        plain=("code", "digest"),
        deletes=True,
    ),
    Table(
        model="hr.Acceptance",
        owner="employee__person",
        title=gettext_lazy("Texts accepted"),
        use=PROOF,
        personal={"content": CLEAR, "typed_name": NAME, "ip": CLEAR, "user_agent": CLEAR},
        told=("text", "accepted_at", "content_sha256", "code"),
        plain=("content_sha256", "code"),
    ),
    Table(
        model="hr.TransportChoice",
        owner="employee__person",
        title=gettext_lazy("Transport voucher"),
        use=PAY,
        personal={"lines": CLEAR},
        told=("wants_voucher", "trips_a_day", "recorded_at"),
        plain=("recorded_by",),
    ),
    Table(
        model="hr.Document",
        owner="person",
        title=gettext_lazy("Papers handed in"),
        use=CONTRACT,
        personal={"reason": NAME},
        told=("kind", "version", "state", "issued_on", "expires_on", "uploaded_at", "decided_at"),
        plain=("state", "uploaded_by", "decided_by"),
    ),
    Table(
        model="hr.DocumentPage",
        owner="document__person",
        title=gettext_lazy("Pages of papers"),
        use=CONTRACT,
        personal={"reason": CLEAR},
        told=("number", "is_accepted"),
    ),
    Table(
        model="hr.MedicalExam",
        owner="employee__person",
        title=gettext_lazy("Medical exams"),
        use=HEALTH,
        personal={"result": CLEAR, "clinic": CLEAR, "clinic_address": CLEAR, "physician": CLEAR, "crm": CLEAR, "crm_state": CLEAR},
        told=("kind", "scheduled_for", "done_on", "valid_until"),
        plain=("kind", "recorded_by"),
    ),
    Table(
        model="hr.Qualification",
        owner="person",
        title=gettext_lazy("CPF qualification"),
        use=GOVERNMENT,
        personal={
            "checked_name": CLEAR,
            "checked_cpf": CLEAR,
            "checked_birth_date": CLEAR,
            "receita_name": CLEAR,
            "receita_birth_date": CLEAR,
            "control_code": CLEAR,
            "findings": CLEAR,
        },
        told=("result", "situation", "consulted_on", "recorded_at"),
        plain=("result", "situation", "recorded_by"),
        deletes=True,
    ),
    Table(
        model="hr.EsocialTerms",
        owner="employee__person",
        title=gettext_lazy("Terms for eSocial"),
        use=GOVERNMENT,
        personal={},
        told=("regime", "residence", "entry_condition"),
        plain=("regime", "school_cnpj", "residence", "entry_condition"),
    ),
    Table(
        model="hr.EsocialEvent",
        owner="employee__person",
        title=gettext_lazy("eSocial events"),
        use=GOVERNMENT,
        personal={"payload": CLEAR, "problems": CLEAR, "refusal": CLEAR},
        told=("event_id", "kind", "occurred_on", "state", "exported_at", "receipt", "answered_at"),
        plain=(
            "event_id",
            "kind",
            "reference",
            "state",
            "environment",
            "validity",
            "receipt",
            "made_by",
            "exported_by",
            "answered_by",
        ),  # fmt: skip
    ),
    Table(
        model="hr.LeaveRequest",
        owner="employee__person",
        title=gettext_lazy("Requests for leave"),
        use=CONTRACT,
        personal={"note": CLEAR, "reason": CLEAR},
        told=("kind", "state", "sold_days", "asked_at", "decided_at"),
        plain=("state",),
    ),
    Table(
        model="hr.RequestedDays",
        owner="request__employee__person",
        title=gettext_lazy("Days asked for"),
        use=CONTRACT,
        personal={},
        told=("first_day", "last_day"),
    ),
    Table(
        model="hr.LeaveEntry",
        owner="employee__person",
        title=gettext_lazy("Vacation and leave"),
        use=CONTRACT,
        personal={"reason": CLEAR},
        told=("kind", "sort", "days", "away", "window_start", "recorded_at"),
        plain=("sort", "recorded_by"),
    ),
    Table(
        model="hr.LeaveCertificate",
        owner="entry__employee__person",
        title=gettext_lazy("Medical certificates"),
        use=HEALTH,
        personal={"cid": CLEAR, "physician": CLEAR, "crm": CLEAR, "crm_state": CLEAR},
    ),
    Table(
        model="hr.VacationWindow",
        owner="employee__person",
        title=gettext_lazy("Vesting periods of vacation"),
        use=CONTRACT,
        personal={},
        told=("start", "end", "limit_on", "right_days", "taken_days", "sold_days", "balance"),
    ),
    Table(
        model="hr.ProbationDecision",
        owner="employee__person",
        title=gettext_lazy("Decisions on probation"),
        use=CONTRACT,
        personal={},
        told=("kind", "until", "decided_at"),
        plain=("kind", "decided_by"),
    ),
    Table(
        model="hr.Delegation",
        owner="manager__person",
        title=gettext_lazy("Delegations given"),
        use=CONTRACT,
        personal={"reason": CLEAR},
        told=("delegate", "valid"),
        plain=("created_by", "ended_by"),
    ),
)


def _find(identity: Identity) -> Sequence[Match]:
    wanted = Q()
    if identity.document:
        wanted |= Q(cpf=identity.document)
    if identity.email:
        wanted |= Q(email__iexact=identity.email)
    people = Person.objects.filter(wanted, anonymised_at=None).prefetch_related("employments").order_by("pk")
    return [Match(area="hr", pk=person.pk, name=person.called, detail=_detail(person)) for person in people]


def _detail(person: Person) -> str:
    numbers = [employee.number for employee in person.employments.all()]
    return _("registration %(numbers)s") % {"numbers": ", ".join(numbers)} if numbers else _("candidate")


def _marks(ids: Collection[int]) -> list[str]:
    fields = ("name", "social_name", "cpf", "email", "phone", "pis", "identity_number")
    return [text for row in Person.objects.filter(pk__in=ids).values_list(*fields) for text in row]


def _subjects(ids: Collection[int]) -> list[tuple[str, str]]:
    people = [("person", str(key)) for key in Person.objects.filter(pk__in=ids).order_by("pk").values_list("key", flat=True)]
    employees = Employee.objects.filter(person_id__in=ids).order_by("pk").values_list("number", flat=True)
    admissions = Admission.objects.filter(employee__person_id__in=ids).order_by("pk").values_list("number", flat=True)
    return people + [("employee", number) for number in employees] + [("admission", number) for number in admissions]


def _obstacles(ids: Collection[int], today: date) -> list[Obstacle]:
    found = []
    for person in Person.objects.filter(pk__in=ids).order_by("pk"):
        kept = kept_until(person_id=person.pk, today=today)
        if kept.until is None and kept.is_kept:
            found.append(Obstacle("employed", str(kept.text)))
        elif kept.is_kept:
            found.append(Obstacle("retention", str(kept.text), kept.until))
    return found


def _files(ids: Collection[int]) -> list[tuple[str, KeptFile]]:
    pages = DocumentPage.objects.filter(document__person_id__in=ids, file__disposed_at=None).select_related("file", "document__kind")
    found = [(f"{page.document.kind.code}-v{page.document.version}-{page.number}", page.file) for page in pages.order_by("pk")]
    checks = Qualification.objects.filter(person_id__in=ids, evidence__disposed_at=None).exclude(evidence=None).select_related("evidence")
    found += [("consulta-cpf", check.evidence) for check in checks.order_by("pk") if check.evidence]
    asked = LeaveRequest.objects.filter(employee__person_id__in=ids, paper__disposed_at=None).exclude(paper=None).select_related("paper")
    found += [("ausencia", request.paper) for request in asked.order_by("pk") if request.paper]
    sick = LeaveCertificate.objects.filter(entry__employee__person_id__in=ids, paper__disposed_at=None).exclude(paper=None)
    found += [("atestado", row.paper) for row in sick.select_related("paper").order_by("pk") if row.paper]
    return list({kept.pk: (words, kept) for words, kept in found}.values())


def _finish(ids: Collection[int], by: Actor, at: datetime) -> None:
    Person.objects.filter(pk__in=ids).update(anonymised_at=at)
    # From where somebody used the portal as a candidate; colleagues' addresses are the records of access of their account.
    admissions = Admission.objects.filter(employee__person_id__in=ids).values("pk")
    AuditEntry.objects.filter(actor_kind="candidate", actor_id__in=admissions).update(ip=None)


PERSONAL_DATA = Area(
    code="hr",
    label=gettext_lazy("People"),
    tables=TABLES,
    find=_find,
    marks=_marks,
    subjects=_subjects,
    obstacles=_obstacles,
    files=_files,
    finish=_finish,
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
