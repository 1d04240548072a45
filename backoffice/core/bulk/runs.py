"""Start an act on many rows, and do it chunk by chunk (the job ``lists.bulk``)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import ngettext

from backoffice.core import clock, jobs, policy
from backoffice.core.actors import Actor
from backoffice.core.bulk.actions import DONE, REFUSED, SKIPPED, BulkAction, Verdict
from backoffice.core.bulk.selection import Selection
from backoffice.core.errors import NotFound
from backoffice.core.jobs import JobRun, worker
from backoffice.core.lists.worklist import WorkList, list_of
from backoffice.core.models import BulkRow, BulkRun, Job
from backoffice.core.templatetags import formats

KIND = "lists.bulk"
# Up to here the answer waits for the work; the work itself is the same.
AT_ONCE = 50


def start(
    *, worklist: WorkList, action: BulkAction, selection: Selection, params: dict[str, Any], token: UUID, by: Actor, at: datetime
) -> BulkRun:
    """
    Promise the job, or return the run that this form started before.  A short one is done when this returns.

    :raises NotAllowed: the actor may not do this to rows of this list
    """
    policy.require(by, worklist.permission)
    policy.require(by, action.permission)
    total = selection.count(worklist, by)
    run, is_new = _promise(worklist, action, selection, params, token, total, by=by, at=at)
    if is_new and total <= AT_ONCE:
        worker.run(str(run.pk))
        run.refresh_from_db()
    return run


@transaction.atomic
def _promise(
    worklist: WorkList,
    action: BulkAction,
    selection: Selection,
    params: dict[str, Any],
    token: UUID,
    total: int,
    *,
    by: Actor,
    at: datetime,
) -> tuple[BulkRun, bool]:
    known = BulkRun.objects.filter(token=token).select_related("job").first()
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            job = jobs.enqueue(kind=KIND, title=action.act_label(total), params={"language": translation.get_language()}, by=by, at=at)
            Job.objects.filter(pk=job.pk).update(total=total)
            run = BulkRun.objects.create(
                job=job, token=token, list_code=worklist.code, action=action.name, selection=selection.dump(), params=params
            )
    except IntegrityError as error:
        if "token" not in str(error):
            raise
        return BulkRun.objects.select_related("job").get(token=token), False
    return run, True


def run_bulk(run: JobRun) -> dict[str, Any]:
    """
    The job.  Effects, verdicts and checkpoint of a chunk commit together: after a kill it goes on with the next chunk, and
    no row is acted on twice.
    """
    bulk = BulkRun.objects.get(job_id=run.job_id)
    worklist = list_of(bulk.list_code, run.actor)
    action = worklist.action(bulk.action, run.actor)
    selection = Selection.load(bulk.selection)
    with translation.override(run.params.get("language") or None):
        checkpoint = run.checkpoint or {"after": 0, "total": max(selection.count(worklist, run.actor), 1), "done": 0}
        while True:
            following = _one_chunk(run, bulk, worklist, action, selection, checkpoint)
            if following is None:
                break
            checkpoint = following
            bulk.refresh_from_db()
            run.progress(min(checkpoint["done"], checkpoint["total"]), checkpoint["total"], _message(bulk))
        if action.finish is not None:
            action.finish(run, bulk.params)
    return {"done": bulk.done_count, "refused": bulk.refused_count, "skipped": bulk.skipped_count}


@transaction.atomic
def _one_chunk(
    run: JobRun, bulk: BulkRun, worklist: WorkList, action: BulkAction, selection: Selection, checkpoint: dict[str, Any]
) -> dict[str, Any] | None:
    keys, end = selection.chunk(worklist, run.actor, after=checkpoint["after"], limit=action.chunk)
    if not keys:
        return None
    # Two filters may name a row once more (a key shared by rows); it has its verdict.
    told = set(BulkRow.objects.filter(run=bulk, key__in=keys).values_list("key", flat=True))
    fresh = [key for key in dict.fromkeys(keys) if key not in told]
    verdicts = action.run(fresh, bulk.params, run.actor, clock.now()) if fresh else []
    _keep(bulk, fresh, verdicts)
    following = checkpoint | {"after": end, "done": checkpoint["done"] + len(keys)}
    run.save_checkpoint(following)
    return following


def _keep(bulk: BulkRun, keys: Sequence[str], verdicts: Sequence[Verdict]) -> None:
    answered = {verdict.key for verdict in verdicts}
    if answered != set(keys):
        raise AssertionError(f"{bulk.action} answered for other rows than it was asked for")
    BulkRow.objects.bulk_create(
        BulkRow(run=bulk, key=verdict.key, verdict=verdict.verdict, code=verdict.code, detail=verdict.detail) for verdict in verdicts
    )
    counts = Counter(verdict.verdict for verdict in verdicts)
    BulkRun.objects.filter(pk=bulk.pk).update(
        done_count=F("done_count") + counts[DONE],
        refused_count=F("refused_count") + counts[REFUSED],
        skipped_count=F("skipped_count") + counts[SKIPPED],
    )


def _message(bulk: BulkRun) -> str:
    if not bulk.refused_count:
        return ""
    return ngettext("%(n)s refused", "%(n)s refused", bulk.refused_count) % {"n": formats.qty(bulk.refused_count)}


def get_run(*, job_id: UUID, actor: Actor) -> BulkRun:
    """
    The run of a job that the actor may see, with its job.

    :raises NotFound: no such run, or not one of the actor's
    """
    if not policy.visible(actor, Job.objects.filter(pk=job_id, kind=KIND)).exists():
        raise NotFound(kind="bulk_run", key=str(job_id))
    return BulkRun.objects.select_related("job__requested_by").get(job_id=job_id)
