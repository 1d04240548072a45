"""Papers: what became of those that are asked, and the paper that is reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from hr.models import AdmissionItem, Dependent, Document, DocumentKind

# Of several papers of one kind (one of each dependent) the one that needs most attention speaks for the kind.
_WORST_FIRST = ("refused", "expired", "missing", "sent", "accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperState:
    """
    A kind of paper of one person.  ``state``: missing, sent, accepted, refused, expired or waived.

    ``document_id`` is of the version that decides the state (None while missing); ``reason`` why it was refused or is not
    needed; ``is_asked``: the newest admission asks for it, otherwise it was handed in without being asked.
    ``dependents`` are (id, name, state) where one of each dependent is asked.
    """

    kind_code: str
    name: str
    state: str
    advice: str = ""
    most_pages: int = 1
    is_asked: bool = False
    is_mandatory: bool = False
    is_health: bool = False
    document_id: int | None = None
    version: int = 0
    reason: str = ""
    uploaded_at: datetime | None = None
    decided_at: datetime | None = None
    expires_on: date | None = None
    of_dependents: bool = False
    dependents: tuple[tuple[int, str, str], ...] = ()


def paper_states(*, person_id: int, on: date) -> dict[str, PaperState]:
    """
    By code of kind, in the order of the register: what the newest admission asks for, and what else was handed in.

    Four statements.  It asks for no permission: whoever shows it has done so (hr.view_documents, or one's own papers).
    """
    newest = AdmissionItem.objects.filter(admission__employee__person_id=person_id).exclude(admission__stage="cancelled")
    last = newest.order_by("-admission__created_at", "-admission_id").values("admission_id")[:1]
    items = {item.kind_id: item for item in AdmissionItem.objects.filter(admission_id__in=last)}
    documents: dict[int, dict[int | None, Document]] = {}
    for row in newest_documents([person_id]):
        documents.setdefault(row.kind_id, {})[row.dependent_id] = row
    dependents = list(Dependent.objects.filter(person_id=person_id, ended_on=None).order_by("birth_date", "id"))
    kinds = DocumentKind.objects.filter(pk__in={*items, *documents}).order_by("sequence", "name")
    return {kind.code: _state(kind, items.get(kind.pk), documents.get(kind.pk, {}), dependents, on) for kind in kinds}


def states_by_kind(people: Iterable[int], *, on: date) -> dict[tuple[int, int], str]:
    """(person, kind) -> sent, accepted, refused, expired, or missing (of some dependent); nothing where nothing was handed in."""
    found: dict[tuple[int, int], dict[int | None, str]] = {}
    wanted = list(people)
    for row in newest_documents(wanted).select_related("kind"):
        found.setdefault((row.person_id, row.kind_id), {})[row.dependent_id] = state_on(row, on)
    dependents: dict[int, set[int]] = {}
    for person_id, dependent_id in Dependent.objects.filter(person_id__in=wanted, ended_on=None).values_list("person_id", "id"):
        dependents.setdefault(person_id, set()).add(dependent_id)
    states = {}
    for (person_id, kind_id), by_dependent in found.items():
        is_of_dependents = None not in by_dependent
        lacking = ["missing"] if is_of_dependents and dependents.get(person_id, set()) - set(by_dependent) else []
        states[person_id, kind_id] = min([*by_dependent.values(), *lacking], key=_WORST_FIRST.index)
    return states


def newest_documents(people: Iterable[int]) -> QuerySet[Document]:
    """The newest version of each paper of these people, one per kind and dependent."""
    rows = Document.objects.filter(person_id__in=people).exclude(state=Document.State.REPLACED)
    return rows.order_by("person_id", "kind_id", "dependent_id", "-version").distinct("person_id", "kind_id", "dependent_id")


def state_on(document: Document, on: date) -> str:
    """Its state on this day: an accepted paper expires without anybody touching it.  The day printed on it still counts."""
    is_over = document.expires_on is not None and document.expires_on < on
    return "expired" if document.state == Document.State.ACCEPTED and is_over else document.state


def _state(
    kind: DocumentKind, item: AdmissionItem | None, given: dict[int | None, Document], dependents: list[Dependent], on: date
) -> PaperState:
    states = {dependent_id: state_on(row, on) for dependent_id, row in given.items()}
    of_each = tuple((row.pk, row.name, states.get(row.pk, "missing")) for row in dependents) if kind.of_dependents else ()
    candidates = [(state, given.get(key)) for key, _name, state in of_each] or [(states[key], row) for key, row in given.items()]
    state, document = min(candidates, key=lambda pair: _WORST_FIRST.index(pair[0]), default=("missing", None))
    waiver = item.waived_reason if item is not None else ""
    return PaperState(
        kind_code=kind.code,
        name=kind.name,
        state="waived" if waiver else state,
        advice=kind.advice,
        most_pages=kind.most_pages,
        is_asked=item is not None,
        is_mandatory=item is not None and item.is_mandatory,
        is_health=kind.is_health,
        document_id=document.pk if document else None,
        version=document.version if document else 0,
        reason=waiver or (document.reason if document else ""),
        uploaded_at=document.uploaded_at if document else None,
        decided_at=document.decided_at if document else None,
        expires_on=document.expires_on if document else None,
        of_dependents=kind.of_dependents,
        dependents=of_each,
    )
