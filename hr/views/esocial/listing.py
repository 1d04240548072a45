"""The list of eSocial files."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.bulk import BulkAction, Preview, Verdict, each
from backoffice.core.bulk.actions import DONE, Params
from backoffice.core.jobs import JobRun
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, MultiChoiceFilter, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.models import BulkRow
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.models import EsocialEvent
from hr.queries import esocial
from hr.queries.esocial import EventRow
from hr.services import ExportedFile
from hr.views.person_column import person_column

SENDERS = frozenset({"hr.use_esocial"})


def _kind(row: EventRow) -> SafeString | str:
    return format_html('<span class="rg-code">{}</span>', row.kind)


def _state(row: EventRow) -> SafeString | str:
    return status("esocial_event", row.state, plain=True)


def _validity(row: EventRow) -> SafeString | str:
    return status("esocial_validity", row.validity, plain=True)


SPEC = ListSpec(
    title=_("eSocial files"),
    views=[
        View(name="open", label=pgettext_lazy("eSocial", "Open"), workers=SENDERS),
        View(name="made", label=pgettext_lazy("eSocial", "To send"), workers=SENDERS),
        View(name="exported", label=_("Awaiting receipt"), workers=SENDERS),
        View(name="refused", label=pgettext_lazy("eSocial files", "Refused"), bad=True, workers=SENDERS),
        View(name="invalid", label=pgettext_lazy("eSocial files", "Invalid"), bad=True, quiet=True),
        View(name="receipted", label=pgettext_lazy("eSocial", "Receipted")),
        View(name="all", label=pgettext_lazy("eSocial files", "All")),
    ],
    filters=[
        MultiChoiceFilter(name="kind", label=_("Event"), choices=EsocialEvent.Kind.choices),
        DateFilter(name="due", label=_("Due")),
    ],
    columns=[
        person_column(name="person", label=pgettext_lazy("eSocial", "Person"), called="called"),
        Column(name="kind", label=_("Event"), cell=_kind, value="kind", css="rg-nowrap", phone="left"),
        Column(
            name="occurred_on",
            label=_("Of the day"),
            cell=lambda row: formats.short_date(row.occurred_on),
            value="occurred_on",
            css="rg-num",
        ),
        Column(
            name="due_on",
            label=_("Due by"),
            cell=lambda row: formats.short_date(row.due_on),
            value="due_on",
            css="rg-num rg-nowrap",
            sort="due",
        ),
        Column(name="state", label=pgettext_lazy("eSocial", "State"), cell=_state, value=_state, phone="end"),
        Column(name="validity", label=_("Schema"), cell=_validity, value=_validity),
        Column(name="receipt", label=_("Receipt"), css="rg-code rg-num"),
        Column(
            name="made_at",
            label=pgettext_lazy("eSocial", "Made"),
            cell=lambda row: formats.short_datetime(row.made_at),
            value="made_at",
            css="rg-num",
            sort="made",
        ),
        Column(name="made_by", label=_("Made by"), css="rg-soft", optional=True),
        Column(name="event_id", label="Id", css="rg-code", optional=True),
    ],
    search_label=_("Name, registration number, Id or receipt"),
    sorts=esocial.SORTS,
)


@staff_view(permission="hr.use_esocial")
def event_list(request: StaffRequest) -> HttpResponse:
    return show_list(request, ESOCIAL_FILES.code, "hr/esocial/events.html", extra={"schemas": esocial.list_schemas()})


def _read(state: ListState, actor: Actor) -> Reader[EventRow]:
    due: DateRange = state.values.get("due", DateRange())
    return esocial.read_events(
        actor=actor, tab=state.view, search=state.search, kinds=state.values.get("kind", ()), due_from=due.start, due_to=due.end
    )


def _take(keys: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    return each(keys, lambda chosen: services.export_events(event_ids=chosen, by=by, at=at))


def _preview(keys: Sequence[str], actor: Actor) -> Preview:
    count = len(keys)
    words = ngettext("Puts %(n)s XML file into a zip", "Puts %(n)s XML files into a zip", count) % {"n": formats.qty(count)}
    effects = [
        {"icon": "folder_zip", "text": words},
        {"icon": "rule", "text": str(_("Holds each against the schema in force today; refused ones stay here"))},
        {"icon": "visibility", "text": str(_("Notes for each person that you took the file"))},
    ]
    return Preview(count, effects)


def _zip(run: JobRun, params: Params) -> None:
    """The files as they were handed out; drawn once, after the last row."""
    done = BulkRow.objects.filter(run__job_id=run.job_id, verdict=DONE).order_by("pk").values_list("key", flat=True)
    files = esocial.payloads_of(list(done))
    if not files:
        return
    day = clock.company_date(clock.now())
    content = pack([ExportedFile(f"{kind}_{key}.xml", payload.encode()) for key, kind, payload in files])
    run.add_file(name=f"esocial-{day}.zip", content_type="application/zip", content=content)


def pack(files: Sequence[ExportedFile]) -> bytes:
    """One zip; its names say the event and its Id only."""
    written = BytesIO()
    moment = timezone.localtime(clock.now()).timetuple()[:6]
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(ZipInfo(file.name, date_time=moment), file.content, ZIP_DEFLATED)
    return written.getvalue()


def _names(keys: Sequence[str], actor: Actor) -> dict[str, str]:
    """On the screen people read whose file it is; the names of the files say it to nobody."""
    rows = esocial.events_by_id(event_ids=keys, actor=actor)
    return {key: f"{row.called} ({row.kind})" for key, row in rows.items()}


def _title(count: int) -> str:
    return ngettext("Take %(n)s file?", "Take %(n)s files?", count) % {"n": formats.qty(count)}


def _label(count: int) -> str:
    return ngettext("Take %(n)s file", "Take %(n)s files", count) % {"n": formats.qty(count)}


ESOCIAL_FILES = WorkList(
    code="esocial",
    permission="hr.use_esocial",
    url_name="esocial_events",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=lambda state, actor: esocial.count_events(actor=actor),
    row_url=lambda row, state: reverse("esocial_event", args=[row.event_id]),
    key_of=lambda row: row.event_id,
    key_url=lambda key: reverse("esocial_event", args=[key]),
    names_of=_names,
    actions=[
        BulkAction(
            name="baixar",
            label=_("Take the files"),
            permission="hr.use_esocial",
            icon="folder_zip",
            title=_title,
            act_label=_label,
            run=_take,
            preview=_preview,
            finish=_zip,
        )
    ],
    file_name="esocial",
    export_permission="hr.export_people",
)
