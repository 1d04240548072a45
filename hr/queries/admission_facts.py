"""Gather what is known of admissions; a fixed number of statements for any number of them."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.utils import timezone

from hr.admission.stages import Facts, Paper
from hr.models import Acceptance, Admission, AdmissionItem, Employee, EsocialEvent, MedicalExam, PortalLink, TextVersion
from hr.queries.documents import states_by_kind
from hr.queries.qualification import qualifications_of
from hr.queries.texts import current_texts, texts_for


def gather_facts(admissions: Sequence[Admission], *, today: date) -> dict[int, Facts]:
    """The facts of each admission by its id; ``employee`` and its person are to be loaded already."""
    ids = [admission.pk for admission in admissions]
    people = [admission.employee.person_id for admission in admissions]
    employees = [admission.employee_id for admission in admissions]
    papers, links, exams = _papers(ids, people, today), _links(ids), _exams(employees)
    current, accepted = current_texts(), _accepted(employees)
    qualified, events = qualifications_of(people), _events(employees)
    return {
        admission.pk: _facts(
            admission,
            today=today,
            papers=papers.get(admission.pk, ()),
            link=links.get(admission.pk),
            exam=exams.get(admission.employee_id),
            texts=texts_for(admission.employee.contract_kind, current),
            accepted=accepted.get(admission.employee_id, frozenset()),
            qualification=qualified[admission.employee.person_id].state,
            events=events.get(admission.employee_id, {}),
        )
        for admission in admissions
    }


def _facts(
    admission: Admission,
    *,
    today: date,
    papers: tuple[Paper, ...],
    link: PortalLink | None,
    exam: MedicalExam | None,
    texts: list[TextVersion],
    accepted: frozenset[str],
    qualification: str,
    events: dict[str, str],
) -> Facts:
    # The mail of an invitation makes the link when it leaves.
    has_link = link.revoked_at is None and timezone.localdate(link.expires_at) >= today if link else admission.invited_at is not None
    return Facts(
        today=today,
        start_on=admission.employee.admitted_on,
        papers_due_on=admission.papers_due_on,
        is_done=admission.done_at is not None,
        is_cancelled=admission.cancelled_at is not None,
        has_link=has_link,
        has_begun=bool(admission.data_sent_at or (link and link.confirmed_at) or any(p.state not in ("missing", "waived") for p in papers)),
        data_sent=admission.data_sent_at is not None,
        papers=papers,
        qualification=qualification,
        exam=_exam_state(exam),
        exam_on=timezone.localdate(exam.scheduled_for) if exam and exam.scheduled_for else None,
        has_contract_text=any(text.is_contract for text in texts),
        texts=len(texts),
        open_texts=tuple(text.title for text in texts if text.code not in accepted),
        needs_s2200=admission.employee.category != Employee.Category.INTERN,
        s2190=events.get(EsocialEvent.Kind.S2190, ""),
        s2200=events.get(EsocialEvent.Kind.S2200, ""),
    )


def _papers(ids: list[int], people: list[int], today: date) -> dict[int, tuple[Paper, ...]]:
    """The asked papers of each admission with what became of them."""
    items = AdmissionItem.objects.filter(admission_id__in=ids).select_related("kind", "admission__employee")
    states = states_by_kind(people, on=today)
    found: dict[int, tuple[Paper, ...]] = {}
    for admission_id, group in groupby(items.order_by("admission_id", "kind__sequence", "kind__name"), key=lambda item: item.admission_id):
        found[admission_id] = tuple(
            Paper(
                item.kind.code,
                item.kind.name,
                item.is_mandatory,
                "waived" if item.waived_reason else states.get((item.admission.employee.person_id, item.kind_id), "missing"),
            )
            for item in group
        )
    return found


def _links(ids: list[int]) -> dict[int, PortalLink]:
    """The newest link of each admission."""
    rows = PortalLink.objects.filter(admission_id__in=ids).order_by("admission_id", "-created_at", "-pk").distinct("admission_id")
    return {row.admission_id: row for row in rows}


def _exams(employees: list[int]) -> dict[int, MedicalExam]:
    """The newest admission exam of each employee that was not called off."""
    rows = MedicalExam.objects.filter(employee_id__in=employees, kind=MedicalExam.Kind.ADMISSION, cancelled_at=None)
    return {row.employee_id: row for row in rows.order_by("employee_id", "-pk").distinct("employee_id")}


def _exam_state(exam: MedicalExam | None) -> str:
    if exam is None:
        return "none"
    return exam.result or "scheduled"


def _accepted(employees: list[int]) -> dict[int, frozenset[str]]:
    """Codes of the texts that each employee accepted, whichever wording it was."""
    found: dict[int, set[str]] = {}
    for employee_id, code in Acceptance.objects.filter(employee_id__in=employees).values_list("employee_id", "text__code"):
        found.setdefault(employee_id, set()).add(code)
    return {employee_id: frozenset(codes) for employee_id, codes in found.items()}


def _events(employees: list[int]) -> dict[int, dict[str, str]]:
    """Kind of event -> its state, of the files about the admission that count."""
    kinds = (EsocialEvent.Kind.S2190, EsocialEvent.Kind.S2200)
    rows = EsocialEvent.objects.filter(employee_id__in=employees, kind__in=kinds).exclude(state=EsocialEvent.State.SUPERSEDED)
    found: dict[int, dict[str, str]] = {}
    for employee_id, kind, state in rows.order_by("pk").values_list("employee_id", "kind", "state"):
        found.setdefault(employee_id, {})[kind] = state
    return found
