"""A refused paper is told to the candidate while the phone is still at hand, not with tomorrow's reminder."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Min, Q, Value
from django.db.models.functions import Coalesce, Greatest

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.events.hr import AdmissionMailAsked
from hr.models import Admission, Document, PortalLink

# A reviewer goes through all papers of a person in one go: one mail for the round, and time to take a verdict back.
ROUND = timedelta(minutes=15)
APART = timedelta(hours=1)
# What is older than this the daily reminder says.
FRESH = timedelta(days=2)


@transaction.atomic
def tell_refusals(*, by: Actor, at: datetime) -> int:
    """
    Mail to candidates of whom a paper was refused and who were not told yet; returns how many.

    Whoever is in the portal sees it there: a new link would close the window, so the mail waits until they are out.  Run
    twice at once, each is told once: a row that is locked elsewhere is left to the other run.
    """
    told_until = Greatest(Coalesce(F("refusals_told_at"), Value(at - FRESH, DateTimeField())), Value(at - FRESH, DateTimeField()))
    refused = Q(employee__person__documents__state=Document.State.REFUSED, employee__person__documents__decided_at__gt=told_until)
    open_ones = Admission.objects.filter(done_at=None, cancelled_at=None).exclude(employee__person__email="")
    calm = open_ones.filter(Q(refusals_told_at=None) | Q(refusals_told_at__lte=at - APART))
    first = Min("employee__person__documents__decided_at", filter=refused)
    ready = list(calm.annotate(first_refusal=first).filter(first_refusal__lte=at - ROUND).values_list("pk", flat=True))
    at_it = PortalLink.objects.filter(admission__in=ready, last_used_at__gt=at - ROUND).values("admission_id")
    free = Admission.objects.filter(pk__in=ready).filter(Q(refusals_told_at=None) | Q(refusals_told_at__lte=at - APART))
    rows = list(free.exclude(pk__in=at_it).select_for_update(skip_locked=True).order_by("pk"))
    for row in rows:
        row.refusals_told_at = at
    Admission.objects.bulk_update(rows, ["refusals_told_at"])
    audit.record([audit.Trace("admission.refusals_told", ("admission", row.number), at) for row in rows], by=by)
    bus.publish([AdmissionMailAsked(occurred_at=at, admission_number=row.number, mail="refused") for row in rows])
    return len(rows)
