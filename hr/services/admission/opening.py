"""The start of every act on an admission under way: lock it, see that it is the one the person looked at."""

from datetime import datetime

from backoffice.core import audit
from backoffice.core.actors import Actor
from hr import locks
from hr.errors import AdmissionOver, AdmissionReasonMissing, StaleAdmission
from hr.models import Admission

MAX_REASON = 200


def open_admission(number: str, *, version: int | None = None) -> Admission:
    """
    The admission, locked, neither done nor cancelled, and in the version that was looked at (None: whichever).

    :raises UnknownAdmission: there is none
    :raises AdmissionOver: it is done or cancelled
    :raises StaleAdmission: somebody changed it meanwhile
    """
    admission = locks.lock_admission(number)
    if admission.done_at or admission.cancelled_at:
        raise AdmissionOver(number=admission.number, stage=admission.stage)
    if version is not None and admission.version != version:
        raise StaleAdmission(number=admission.number, version=admission.version)
    return admission


def need_reason(reason: str) -> str:
    """
    The reason on one line.

    :raises AdmissionReasonMissing: there is none
    """
    clean = " ".join(reason.split())[:MAX_REASON]
    if not clean:
        raise AdmissionReasonMissing()
    return clean


def changed(admission: Admission, *fields: str) -> None:
    """Write the admission as its next version."""
    admission.version += 1
    admission.save(update_fields=[*fields, "version"])


def trace(admission: Admission, action: str, *, by: Actor, at: datetime, **after: object) -> None:
    """One line of the admission's story: codes, days and field names, never anything of the person."""
    audit.record([audit.Trace(action=f"admission.{action}", subject=("admission", admission.number), at=at, after=after or None)], by=by)
