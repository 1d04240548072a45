"""Somebody in the register of people: how they are found, what tells them apart, what stands in the way, what is kept of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, KeptFile
from backoffice.privacy.datamap import Identity, Match, Obstacle
from hr.models import Admission, DocumentPage, Employee, LeaveCertificate, LeaveRequest, Person, Qualification
from hr.queries.retention import kept_until


def find(identity: Identity) -> Sequence[Match]:
    """Everybody of that CPF or e-mail who is not forgotten yet."""
    wanted = identity.sought(document="cpf", email="email")
    people = Person.objects.filter(wanted, anonymised_at=None).prefetch_related("employments").order_by("pk")
    return [Match(area="hr", pk=person.pk, name=person.called, detail=_detail(person)) for person in people]


def _detail(person: Person) -> str:
    numbers = [employee.number for employee in person.employments.all()]
    return _("registration %(numbers)s") % {"numbers": ", ".join(numbers)} if numbers else _("candidate")


def marks(ids: Collection[int]) -> list[str]:
    """What tells these people apart in any text."""
    fields = ("name", "social_name", "cpf", "email", "phone", "pis", "identity_number")
    return [text for row in Person.objects.filter(pk__in=ids).values_list(*fields) for text in row]


def subjects(ids: Collection[int]) -> list[tuple[str, str]]:
    """Their files, contracts and admissions: the records whose conversation is about them."""
    people = [("person", str(key)) for key in Person.objects.filter(pk__in=ids).order_by("pk").values_list("key", flat=True)]
    employees = Employee.objects.filter(person_id__in=ids).order_by("pk").values_list("number", flat=True)
    admissions = Admission.objects.filter(employee__person_id__in=ids).order_by("pk").values_list("number", flat=True)
    return people + [("employee", number) for number in employees] + [("admission", number) for number in admissions]


def obstacles(ids: Collection[int], today: date) -> list[Obstacle]:
    """Who works here or is still within the time the law orders to keep."""
    found = []
    for person in Person.objects.filter(pk__in=ids).order_by("pk"):
        kept = kept_until(person_id=person.pk, today=today)
        if kept.until is None and kept.is_kept:
            found.append(Obstacle("employed", str(kept.text)))
        elif kept.is_kept:
            found.append(Obstacle("retention", str(kept.text), kept.until))
    return found


def files(ids: Collection[int]) -> list[tuple[str, KeptFile]]:
    """Every paper kept of them, each once, with the beginning of its name in the export."""
    pages = DocumentPage.objects.filter(document__person_id__in=ids, file__disposed_at=None).select_related("file", "document__kind")
    found = [(f"{page.document.kind.code}-v{page.document.version}-{page.number}", page.file) for page in pages.order_by("pk")]
    checks = Qualification.objects.filter(person_id__in=ids, evidence__disposed_at=None).exclude(evidence=None).select_related("evidence")
    found += [("consulta-cpf", check.evidence) for check in checks.order_by("pk") if check.evidence]
    asked = LeaveRequest.objects.filter(employee__person_id__in=ids, paper__disposed_at=None).exclude(paper=None).select_related("paper")
    found += [("ausencia", request.paper) for request in asked.order_by("pk") if request.paper]
    sick = LeaveCertificate.objects.filter(entry__employee__person_id__in=ids, paper__disposed_at=None).exclude(paper=None)
    found += [("atestado", row.paper) for row in sick.select_related("paper").order_by("pk") if row.paper]
    return list({kept.pk: (words, kept) for words, kept in found}.values())


def finish(ids: Collection[int], by: Actor, at: datetime) -> None:
    """Mark them as forgotten, and drop the addresses they used the portal from."""
    Person.objects.filter(pk__in=ids).update(anonymised_at=at)
    # From where somebody used the portal as a candidate; colleagues' addresses are the records of access of their account.
    admissions = Admission.objects.filter(employee__person_id__in=ids).values("pk")
    AuditEntry.objects.filter(actor_kind="candidate", actor_id__in=admissions).update(ip=None)
