"""Hand files out and write down what the government answered; sending itself is somebody else's (docs/adr/0010)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from backoffice.core import audit, clock, sensitive
from backoffice.core.actors import Actor
from hr.errors import EventInvalid, EventSettled, ReceiptTaken, ReceiptWrong, UnknownEvent
from hr.esocial.packages import schema_in_force
from hr.esocial.returns import Answer
from hr.models import EsocialEvent
from hr.models.esocial import RECEIPT
from hr.services.admission.stage import refresh_stage
from hr.services.esocial.making import check

State = EsocialEvent.State
OPEN = (State.MADE, State.EXPORTED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """``name`` says the event and its Id, nothing of the person."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """What became of one answer of a return file: receipted, refused, unchanged, unknown or settled."""

    event_id: str
    outcome: str


@transaction.atomic
def export_events(*, event_ids: Sequence[str], by: Actor, at: datetime) -> list[ExportedFile]:
    """
    The files, validated against the schema in force today (the day of sending decides), in the order of their Ids.

    :raises UnknownEvent: one of them does not exist
    :raises EventInvalid: the schema refuses one; nothing is handed out then
    """
    rows = EsocialEvent.objects.select_related("employee__person").filter(event_id__in=event_ids)
    events = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(events) != len(set(event_ids)):
        raise UnknownEvent(event_id=next(iter(set(event_ids) - {event.event_id for event in events})))
    schema = schema_in_force(clock.company_date(at))
    for event in events:
        if event.state in OPEN and (event.schema_id != (schema.pk if schema else None)):
            check(event, schema)
    wrong = [event.event_id for event in events if event.state in OPEN and event.validity == EsocialEvent.Validity.INVALID]
    if wrong:
        raise EventInvalid(events=wrong)
    for event in events:
        if event.state == State.MADE:
            event.state, event.exported_at, event.exported_by = State.EXPORTED, at, by.name
            event.version += 1
    EsocialEvent.objects.bulk_update(
        events, ["state", "exported_at", "exported_by", "schema", "validity", "problems", "version"], batch_size=500
    )
    _note(events, by=by, at=at)
    return [ExportedFile(f"{event.kind}_{event.event_id}.xml", event.payload.encode()) for event in events]


@transaction.atomic
def record_receipt(*, event_id: str, receipt: str, by: Actor, at: datetime) -> EsocialEvent:
    """
    The government took the file; ``receipt`` as it stands on the answer.  The same number twice is one.

    :raises UnknownEvent: there is no such file
    :raises ReceiptWrong: no number of a receipt
    :raises ReceiptTaken: another file has it
    :raises EventSettled: the file has another receipt, or is superseded
    """
    number = receipt.strip()
    if not re.fullmatch(RECEIPT.strip("^$"), number, re.ASCII):
        raise ReceiptWrong(receipt=number[:40])
    event = _lock(event_id)
    if event.receipt == number and event.state == State.RECEIPTED:
        return event
    other = EsocialEvent.objects.filter(receipt=number).exclude(pk=event.pk).first()
    if other is not None:
        raise ReceiptTaken(event_id=other.event_id)
    _answer(event, State.RECEIPTED, at=at, by=by, receipt=number, refusal="")
    return event


@transaction.atomic
def record_refusal(*, event_id: str, text: str, by: Actor, at: datetime) -> EsocialEvent:
    """
    The government refused the file; ``text`` is what it answered.

    :raises UnknownEvent: there is no such file
    :raises EventSettled: it has a receipt, or is superseded
    """
    event = _lock(event_id)
    if event.state == State.REFUSED and event.refusal == text.strip():
        return event
    _answer(event, State.REFUSED, at=at, by=by, receipt="", refusal=text.strip()[:4000])
    return event


@transaction.atomic
def record_answers(*, answers: Sequence[Answer], by: Actor, at: datetime) -> list[AnswerOutcome]:
    """Everything that a return file answers; what is not ours or was recorded before is said, not refused."""
    known = {row.event_id: row for row in EsocialEvent.objects.filter(event_id__in=[answer.event_id for answer in answers])}
    outcomes = []
    for answer in answers:
        before = known.get(answer.event_id)
        if before is None:
            outcomes.append(AnswerOutcome(answer.event_id, "unknown"))
            continue
        try:
            if answer.receipt:
                event = record_receipt(event_id=answer.event_id, receipt=answer.receipt, by=by, at=at)
            else:
                event = record_refusal(event_id=answer.event_id, text=answer.text, by=by, at=at)
            outcomes.append(AnswerOutcome(answer.event_id, "unchanged" if event.version == before.version else event.state))
        except (EventSettled, ReceiptTaken, ReceiptWrong) as refusal:
            outcomes.append(AnswerOutcome(answer.event_id, refusal.code))
    return outcomes


def _lock(event_id: str) -> EsocialEvent:
    event = EsocialEvent.objects.select_related("employee").select_for_update(of=("self",)).filter(event_id=event_id[:36]).first()
    if event is None:
        raise UnknownEvent(event_id=event_id[:36])
    return event


def _answer(event: EsocialEvent, state: str, *, receipt: str, refusal: str, by: Actor, at: datetime) -> None:
    if event.state not in OPEN:
        raise EventSettled(state=event.state)
    event.state, event.receipt, event.refusal = state, receipt, refusal
    event.answered_at, event.answered_by, event.version = at, by.name, event.version + 1
    event.save(update_fields=["state", "receipt", "refusal", "answered_at", "answered_by", "version"])
    after = {"event": event.kind, "id": event.event_id, "receipt": receipt}
    trace = audit.Trace(action=f"esocial.{state}", subject=("employee", event.employee.number), at=at, after=after)
    audit.record([trace], by=by)
    refresh_stage(person_id=event.employee.person_id, by=by, at=at)


def _note(events: Sequence[EsocialEvent], *, by: Actor, at: datetime) -> None:
    """Each file taken is in the trail, and in the list of looks of the person it is about."""
    traces = [
        audit.Trace(
            action="esocial.exported",
            subject=("employee", event.employee.number),
            at=at,
            after={"event": event.kind, "id": event.event_id, "validity": event.validity},
        )
        for event in events
    ]
    audit.record(traces, by=by)
    for kind in dict.fromkeys(event.kind for event in events):
        keys = [str(event.employee.person.key) for event in events if event.kind == kind and event.employee.user_id != by.id]
        sensitive.note_reads(subject_kind="person", subject_keys=keys, group=sensitive.EXPORT, item=f"eSocial {kind}", by=by, at=at)
