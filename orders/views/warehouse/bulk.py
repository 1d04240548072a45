"""What the warehouse does to many orders of the board: put them into waves, print the labels of closed boxes."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.bulk import REFUSED, SKIPPED, BulkAction, Preview, Verdict, counted
from backoffice.core.bulk.actions import DONE, Params
from backoffice.core.jobs import JobFailed, JobRun
from backoffice.core.models import BulkRow
from backoffice.core.pango import pango_problem
from backoffice.core.pdf import render_pdf
from backoffice.core.templatetags import formats
from orders import queries, services
from orders.errors import WaveEmpty
from orders.papers.documents import shipping_labels
from orders.picking_texts import why_out
from orders.queries.outlook import get_outlook
from orders.services import WaveDraft

# Orders of one wave; a longer selection becomes several walks.
ON_ONE_WALK = 50
_PRINTABLE = ("packed", "shipped")


def _join(numbers: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    """One wave for the chunk; what cannot be picked keeps its reason."""
    try:
        made = services.create_wave(draft=WaveDraft(uuid4(), tuple(numbers)), by=by, at=at)
    except WaveEmpty as refusal:
        return [_outside(each["order"], each["reason"]) for each in refusal.data["orders"]]
    outside = {each.order_number: each.reason for each in made.left_out}
    inside = _("Wave %(number)s") % {"number": made.number}
    return [_outside(number, outside[number]) if number in outside else Verdict(number, DONE, "", inside) for number in numbers]


def _outside(number: str, reason: str) -> Verdict:
    return Verdict(number, SKIPPED if reason == "in_wave" else REFUSED, reason, why_out(reason))


def _join_preview(numbers: Sequence[str], actor: Actor) -> Preview:
    outlook = get_outlook(act="ship", numbers=numbers, actor=actor)
    busy = queries.list_picking_marks(orders=numbers, actor=actor)
    goes = [facts for facts in outlook.goes if facts.number not in busy]
    stays = Counter(why_out(reason.code if reason else "") for _number, reason in outlook.stays)
    if waiting := len(outlook.goes) - len(goes):
        stays[why_out("in_wave")] += waiting
    waves = -(-len(goes) // ON_ONE_WALK)
    words = ngettext("Makes %(n)s wave, to be picked in one walk", "Makes %(n)s waves of up to %(size)s orders", waves)
    pieces = sum(facts.open_units for facts in goes)
    effects = [
        {"icon": "barcode_scanner", "text": words % {"n": formats.qty(waves), "size": ON_ONE_WALK}},
        {"icon": "shelves", "text": ngettext("%(n)s piece to pick", "%(n)s pieces to pick", pieces) % {"n": formats.qty(pieces)}},
    ]
    return Preview(len(goes), effects if goes else [], stays.most_common())


def _printable(numbers: Sequence[str], actor: Actor) -> list[queries.BoxRow]:
    found = [queries.find_box(code=number, actor=actor) for number in numbers]
    return [box for box in found if box is not None and box.state in _PRINTABLE]


def _label(numbers: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    """Says which orders have a closed box; the paper is drawn once, at the end."""
    ready = {box.order for box in _printable(numbers, by)}
    refused = _("Its box was not checked and closed yet.")
    return [Verdict(number) if number in ready else Verdict(number, REFUSED, "box_not_packed", refused) for number in numbers]


def _label_preview(numbers: Sequence[str], actor: Actor) -> Preview:
    boxes = _printable(numbers, actor)
    labels = sum(box.parcels for box in boxes)
    text = ngettext("Draws %(n)s label as PDF", "Draws %(n)s labels as one PDF", labels) % {"n": formats.qty(labels)}
    stays = [(_("box not checked and closed yet"), len(numbers) - len(boxes))] if len(boxes) < len(numbers) else []
    return Preview(len(boxes), [{"icon": "print", "text": text}] if boxes else [], stays)


def _draw_labels(run: JobRun, params: Params) -> None:
    numbers = list(BulkRow.objects.filter(run__job_id=run.job_id, verdict=DONE).order_by("pk").values_list("key", flat=True))
    boxes = _printable(numbers, run.actor)
    if not boxes:
        return
    problem = pango_problem()
    if problem is not None:
        raise JobFailed(problem)
    content = render_pdf("warehouse/papers/labels.html", shipping_labels(boxes))
    run.add_file(name="etiquetas.pdf", content_type="application/pdf", content=content)


WAREHOUSE_ACTIONS: list[BulkAction] = [
    BulkAction(
        name="onda",
        label=gettext_lazy("Join in a wave"),
        permission="orders.pick",
        icon="barcode_scanner",
        title=counted(ngettext_lazy("Put %(n)s order into a wave?", "Put %(n)s orders into a wave?", "count")),
        act_label=counted(ngettext_lazy("Create wave with %(n)s order", "Create wave with %(n)s orders", "count")),
        run=_join,
        preview=_join_preview,
        chunk=ON_ONE_WALK,
    ),
    BulkAction(
        name="etiquetas",
        label=gettext_lazy("Print labels"),
        permission="orders.pick",
        icon="print",
        title=counted(ngettext_lazy("Print the labels of %(n)s order?", "Print the labels of %(n)s orders?", "count")),
        act_label=counted(ngettext_lazy("Print labels of %(n)s order", "Print labels of %(n)s orders", "count")),
        run=_label,
        preview=_label_preview,
        finish=_draw_labels,
    ),
]
