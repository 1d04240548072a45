"""Reconciliations of the stock: start one, watch it, decide about what it found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock, jobs, policy
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.job_views import describe
from backoffice.core.models import Job
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries, services
from inventory.queries import DifferenceRow, ReconciliationRow

KIND = "inventory.reconcile_stock"
SHOWN = 200
EFFECTS_SHOWN = 8


@staff_view(permission="inventory.reconcile", methods=("POST",))
def reconciliation_start(request: StaffRequest) -> HttpResponse:
    """Promise the job; while one is under way, a second wish leads to the same one."""
    job = jobs.enqueue(kind=KIND, title=_("Stock reconciliation"), params={}, by=request.actor, at=clock.now(), unique_key="whole_stock")
    return HttpResponseRedirect(reverse("stock_reconciliation", args=[job.pk]))


@staff_view(permission="inventory.view")
def reconciliation_page(request: StaffRequest, job_id: UUID) -> HttpResponse:
    return show(request, job_id)


@staff_view(permission="inventory.approve_correction", methods=("GET", "POST"))
def reconciliation_decide(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """The dialog of one difference or of all open ones; the answer to it."""
    reconciliation = queries.find_reconciliation(job_id=job_id, actor=request.actor)
    if reconciliation is None:
        raise NotFound(kind="stock_reconciliation", key=str(job_id))
    is_dismissal = request.GET.get("act") == "dismiss"
    chosen = _chosen(request, reconciliation)
    if request.method != "POST":
        return show(request, job_id, dialog=_dialog(reconciliation, chosen, is_dismissal=is_dismissal))
    ids = [int(value) for value in request.POST.getlist("difference") if value.isascii() and value.isdigit() and len(value) < 19]
    try:
        if is_dismissal:
            reason = " ".join(request.POST.get("reason", "").split())[:120]
            decided = services.dismiss_differences(difference_ids=ids, reason=reason, by=request.actor, at=clock.now())
            told = ngettext("%(count)d difference set aside.", "%(count)d differences set aside.", len(decided))
        else:
            decided = services.approve_corrections(difference_ids=ids, by=request.actor, at=clock.now())
            told = ngettext("%(count)d figure rebuilt from its rows.", "%(count)d figures rebuilt from their rows.", len(decided))
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    else:
        messages.success(request, told % {"count": len(decided)})
    return HttpResponseRedirect(reverse("stock_reconciliation", args=[job_id]))


def show(request: StaffRequest, job_id: UUID, *, dialog: dict[str, Any] | None = None) -> HttpResponse:
    """
    Draw the page of one reconciliation.

    :raises NotFound: neither a reconciliation nor a job of the actor's
    """
    actor = request.actor
    job = policy.visible(actor, Job.objects.filter(pk=job_id, kind=KIND).prefetch_related("files")).first()
    reconciliation = queries.find_reconciliation(job_id=job_id, actor=actor)
    if reconciliation is None and job is None:
        raise NotFound(kind="stock_reconciliation", key=str(job_id))
    after = request.GET.get("after", "")
    differences = (
        queries.list_differences(
            reconciliation_id=reconciliation.id,
            actor=actor,
            after_id=int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0,
            limit=SHOWN + 1,
        )
        if reconciliation
        else []
    )
    context = {
        "found": reconciliation,
        "job": _job_box(job) if job and job.is_active else None,
        "failed": job.error if job and job.status == Job.Status.FAILED else "",
        "was_cancelled": bool(job and job.status == Job.Status.CANCELLED),
        "job_id": job_id,
        "may_stop": bool(job and jobs.may_steer(job, actor)),
        "may_retry": bool(job and job.status in (Job.Status.FAILED, Job.Status.CANCELLED) and jobs.may_steer(job, actor)),
        "differences": [_line(row) for row in differences[:SHOWN]],
        "next_url": f"?after={differences[SHOWN - 1].id}" if len(differences) > SHOWN else "",
        "decision": _decision(reconciliation, actor),
        "dialog": dialog,
    }
    return render(request, "inventory/reconciliation.html", context)


def _job_box(job: Job) -> dict[str, Any]:
    return describe(job) | {"poll_url": reverse("job_status", args=[job.pk])}


def _line(row: DifferenceRow) -> dict[str, Any]:
    write = formats.money if row.is_money else formats.qty
    gap = formats.signed(row.gap) if row.is_money else formats.signed(row.gap, 0)
    anchor = "reserved" if row.kind == "reserved" else "moves"
    place = f"?place={row.location}" if row.location and row.kind == "on_hand" else ""
    return {
        "row": row,
        "expected": write(row.expected),
        "found": write(row.found),
        "gap": gap,
        "url": f"{reverse('stock_variant', args=[row.sku])}{place}#{anchor}",
    }


def _decision(reconciliation: ReconciliationRow | None, actor: Actor) -> dict[str, Any]:
    """Who may decide here: the buttons, or the reason why there are none."""
    if reconciliation is None or not reconciliation.open_count:
        return {"is_open": False}
    if not actor.may("inventory.approve_correction"):
        return {"is_open": True, "reason": _("Corrections are approved by: %(who)s.") % {"who": _who("inventory.approve_correction")}}
    if reconciliation.is_own:
        return {"is_open": True, "reason": _("You asked for this reconciliation: another person approves its corrections.")}
    return {"is_open": True, "may": True}


def _who(permission: str) -> str:
    return policy.role_names(policy.roles_holding(permission))


def _chosen(request: StaffRequest, reconciliation: ReconciliationRow) -> list[DifferenceRow]:
    rows = [
        row
        for row in queries.list_differences(reconciliation_id=reconciliation.id, actor=request.actor, limit=5000)
        if row.status == "proposed"
    ]
    wanted = request.GET.get("difference", "")
    return [row for row in rows if str(row.id) == wanted] if wanted else rows


def _dialog(reconciliation: ReconciliationRow, chosen: list[DifferenceRow], *, is_dismissal: bool) -> dict[str, Any]:
    """What will happen, figure by figure, before it happens."""
    effects = [
        {"icon": "do_not_disturb_on" if is_dismissal else "sync", "text": _effect(row, is_dismissal)} for row in chosen[:EFFECTS_SHOWN]
    ]
    more = len(chosen) - EFFECTS_SHOWN
    if more > 0:
        effects.append({"icon": "more_horiz", "text": ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}})
    if is_dismissal:
        title = ngettext("Set %(count)d difference aside?", "Set %(count)d differences aside?", len(chosen))
        note, act = _("The next reconciliation will find them again."), _("Set aside")
    else:
        title = ngettext("Rebuild %(count)d figure from its rows?", "Rebuild %(count)d figures from their rows?", len(chosen))
        note, act = _("No move is written and no entry is posted. What it was stays in the trail."), _("Rebuild")
    return {
        "id": "decide",
        "title": title % {"count": len(chosen)},
        "effects": effects,
        "action": reverse("stock_decide", args=[reconciliation.job_id]) + ("?act=dismiss" if is_dismissal else ""),
        "hidden": [{"name": "difference", "value": str(row.id)} for row in chosen],
        "asks_reason": is_dismissal,
        "note": note,
        "act_label": act,
        "kind": "bad" if is_dismissal else "main",
    }


def _effect(row: DifferenceRow, is_dismissal: bool) -> str:
    line = _line(row)
    words = {"item": f"{row.sku} {row.location}".strip(), "figure": row.kind_label, "found": line["found"], "expected": line["expected"]}
    if is_dismissal:
        return _("%(item)s: %(figure)s stays at %(found)s (the rows say %(expected)s)") % words
    return _("%(item)s: %(figure)s from %(found)s to %(expected)s") % words
