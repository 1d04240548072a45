"""One paper as its reviewer sees it: pages, what the person typed, earlier versions, its place in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile
from backoffice.core.templatetags import formats
from hr.errors import UnknownDocument
from hr.models import AddressTerm, Document, DocumentPage, Employee, Person
from hr.queries.paper_list import of_tab, papers_in_sight
from hr.queries.sight import Sight, sight_of


@dataclass(frozen=True, slots=True)
class Queue:
    """Where the paper stands among those to review; position 0: it is none of them."""

    position: int = 0
    total: int = 0
    previous_id: int | None = None
    next_id: int | None = None


@dataclass(frozen=True, slots=True)
class PaperReview:
    """``employee`` is the present employment of the person; ``earlier`` are the former versions, newest first."""

    document: Document
    employee: Employee
    sight: Sight
    pages: Sequence[DocumentPage]
    earlier: Sequence[Document]
    address: AddressTerm | None
    queue: Queue

    @property
    def is_open(self) -> bool:
        """Waits for a verdict."""
        return self.document.state == Document.State.SENT

    @property
    def is_unchecked(self) -> bool:
        """The look for malware is not done on every page."""
        return any(page.file.verdict == KeptFile.Verdict.PENDING for page in self.pages)


def get_paper(*, document_id: int, actor: Actor, today: date) -> PaperReview:
    """
    A paper with everything that its review needs, in nine statements.

    :raises UnknownDocument: there is none, or the actor may not know of the person or of health data
    """
    document = in_sight(document_id, actor)
    employment = Employee.objects.select_related("person", "admission").filter(person=document.person).order_by("-admitted_on", "-pk")
    employee = employment.exclude(state=Employee.State.ENDED).first() or employment.first()
    if employee is None:
        raise UnknownDocument
    return PaperReview(
        document=document,
        employee=employee,
        sight=sight_of(employee, actor),
        pages=list(document.pages.select_related("file").order_by("number")),
        earlier=list(_earlier(document)),
        address=AddressTerm.objects.filter(person=document.person).order_by("-valid").first(),
        queue=queue_of(document, actor, today),
    )


def in_sight(document_id: int, actor: Actor) -> Document:
    """
    The paper, a replaced version too, if the actor may know of it.

    :raises UnknownDocument: there is none, or the actor may not know of it
    """
    found = Document.objects.select_related("kind", "person", "dependent").filter(pk=document_id).first()
    if found is None or not papers_in_sight(actor, Document.objects.filter(pk=document_id)).exists():
        raise UnknownDocument
    return found


def queue_of(document: Document, actor: Actor, today: date) -> Queue:
    """Its place among those to review, who wait longest first; for a paper that is decided: where to go on."""
    rows = of_tab(papers_in_sight(actor), "to_review", today).exclude(pk=document.pk)
    before = Q(uploaded_at__lt=document.uploaded_at) | Q(uploaded_at=document.uploaded_at, pk__lt=document.pk)
    counts = rows.aggregate(total=Count("pk"), before=Count("pk", filter=before))
    previous = rows.filter(before).order_by("-uploaded_at", "-pk").values_list("pk", flat=True).first()
    following = rows.exclude(before).order_by("uploaded_at", "pk").values_list("pk", flat=True).first()
    is_in = document.state == Document.State.SENT
    return Queue(counts["before"] + 1 if is_in else 0, counts["total"] + is_in, previous, following)


def typed_facts(paper: PaperReview) -> list[tuple[str, str]]:
    """Names of fields and what the person typed, those that the kind of paper proves."""
    dependent = paper.document.dependent
    if dependent is not None:
        return [
            ("dependent", dependent.name),
            ("birth_date", formats.day_month_year(dependent.birth_date)),
            ("cpf", _cpf(dependent.cpf, paper)),
        ]
    person = paper.document.person
    facts = [("name", person.name), ("cpf", _cpf(person.cpf, paper)), ("birth_date", formats.day_month_year(person.birth_date))]
    return facts + _of_kind(paper.document.kind.code, person, paper)


def _of_kind(code: str, person: Person, paper: PaperReview) -> list[tuple[str, str]]:
    match code:
        case "identidade" | "certidao" | "cnh" | "rnm":
            return [
                ("mother_name", person.mother_name),
                ("marital_status", str(person.get_marital_status_display())),
                ("identity", " ".join(filter(None, [person.identity_number, person.identity_issuer]))),
                ("identity_issued_on", formats.day_month_year(person.identity_issued_on)),
            ]
        case "comprovante-endereco":
            return [("address", _address(paper.address)), ("postal_code", _postal_code(paper.address))]
        case "pis" | "ctps":
            return [("pis", person.pis)]
        case "escolaridade" | "matricula-escolar":
            return [("education", str(person.get_education_display()))]
        case _:
            return []


def _cpf(cpf: str, paper: PaperReview) -> str:
    return formats.cpf_cnpj(cpf) if paper.sight.document else formats.masked_document(cpf)


def _address(term: AddressTerm | None) -> str:
    if term is None:
        return ""
    street = " ".join(filter(None, [term.street, term.number, term.complement]))
    return ", ".join(filter(None, [street, term.district, f"{term.city}/{term.state}"]))


def _postal_code(term: AddressTerm | None) -> str:
    return f"{term.postal_code[:5]}-{term.postal_code[5:]}" if term else ""


def _earlier(document: Document) -> QuerySet[Document]:
    same = Document.objects.filter(person=document.person, kind=document.kind, version__lt=document.version)
    return same.filter(Q(dependent=document.dependent) if document.dependent else Q(dependent=None)).order_by("-version")[:10]
