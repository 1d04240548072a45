"""The printing job: papers of a wave, of some boxes or of a carrier's pickup, one PDF each."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.core.errors import NotFound
from backoffice.core.jobs import JobFailed, JobRun
from backoffice.core.pango import pango_problem
from backoffice.core.pdf import render_pdf
from orders import queries
from orders.papers import documents
from orders.queries import BoxRow, LineRow

PRINT = "orders.print_papers"
LIST, SLIPS, LABELS, MANIFEST = "list", "slips", "labels", "manifest"


def print_papers(run: JobRun) -> dict[str, Any]:
    """
    Draw one paper: ``params`` are paper (list, slips, labels, manifest) and wave, or wave and box, or orders, or carrier and day.

    :raises JobFailed: nothing to print, or Pango is missing
    """
    paper = str(run.params.get("paper", ""))
    builders: dict[str, Callable[[JobRun], tuple[str, str, dict[str, Any]]]] = {
        LIST: _list,
        SLIPS: _slips,
        LABELS: _labels,
        MANIFEST: _manifest,
    }
    if paper not in builders:
        raise JobFailed(_("There is no paper of this kind: %(paper)s.") % {"paper": paper[:20]})
    problem = pango_problem()
    if problem is not None:
        raise JobFailed(problem)
    run.progress(0, 2, _("Gathering the boxes"))
    try:
        template, name, context = builders[paper](run)
    except NotFound as missing:
        raise JobFailed(_("The wave is not there any more.")) from missing
    run.progress(1, 2, _("Laying out the PDF"))
    run.add_file(name=name, content_type="application/pdf", content=render_pdf(template, context))
    return {"paper": paper}


def _list(run: JobRun) -> tuple[str, str, dict[str, Any]]:
    wave = queries.get_wave(number=int(run.params["wave"]), actor=run.actor)
    if not any(line.left for line in wave.active_lines):
        raise JobFailed(_("Nothing is left to pick in the wave %(number)s.") % {"number": wave.number})
    return "warehouse/papers/list.html", f"separacao-onda-{wave.number}.pdf", documents.picking_list(wave)


def _slips(run: JobRun) -> tuple[str, str, dict[str, Any]]:
    wave = queries.get_wave(number=int(run.params["wave"]), actor=run.actor)
    lines: dict[tuple[int, int], list[LineRow]] = {}
    for line in wave.lines:
        lines.setdefault((wave.number, line.box), []).append(line)
    boxes = _wanted(run, [box for box in wave.boxes if box.state != "dropped"])
    return "warehouse/papers/slips.html", f"romaneio-de-itens-onda-{wave.number}.pdf", documents.packing_slips(boxes, lines)


def _labels(run: JobRun) -> tuple[str, str, dict[str, Any]]:
    if "orders" in run.params:
        found = [queries.find_box(code=str(number), actor=run.actor) for number in run.params["orders"]]
        boxes = [box for box in found if box is not None and box.state in ("packed", "shipped")]
        name = "etiquetas.pdf"
    else:
        wave = queries.get_wave(number=int(run.params["wave"]), actor=run.actor)
        boxes = [box for box in wave.boxes if box.state in ("packed", "shipped")]
        name = f"etiquetas-onda-{wave.number}.pdf"
    return "warehouse/papers/labels.html", name, documents.shipping_labels(_wanted(run, boxes))


def _manifest(run: JobRun) -> tuple[str, str, dict[str, Any]]:
    day = date.fromisoformat(str(run.params["day"]))
    start = timezone.make_aware(datetime.combine(day, time.min))
    carrier = str(run.params.get("carrier", ""))
    boxes = queries.list_shipped(actor=run.actor, start=start, end=start + timedelta(days=1), carrier=carrier)
    if not boxes:
        raise JobFailed(_("No parcel left with this carrier on that day."))
    return "warehouse/papers/manifest.html", f"romaneio-{day}.pdf", documents.manifest(boxes, carrier=carrier, day=start)


def _wanted(run: JobRun, boxes: list[BoxRow]) -> list[BoxRow]:
    """One box if the job names it, else all."""
    wanted = [box for box in boxes if "box" not in run.params or box.box == int(run.params["box"])]
    if not wanted:
        raise JobFailed(_("No closed box to print. Check and close the boxes first."))
    return wanted
