"""The papers: what stands on them, and codes that a scanner reads back to the same text."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from backoffice.core.actors import Actor
from backoffice.core.jobs import worker
from backoffice.core.jobs.retention import sweep_files
from backoffice.core.models import Job, JobFile, User
from backoffice.core.pango import pango_problem
from orders import queries
from orders.papers import documents
from orders.papers.bars import HEIGHT_MODULES, MODULE_MM, QUIET_MODULES, code128
from orders.papers.jobs import PRINT
from orders.views.warehouse.bulk import WAREHOUSE_ACTIONS
from tests.warehouse.builders import Floor, box_of, lines_of

SignIn = Callable[..., Client]
needs_pango = pytest.mark.skipif(pango_problem() is not None, reason="Pango is not installed: no PDF can be drawn")

# ISO/IEC 15417: widths of bars and spaces of the symbols 0 to 105; the stop symbol ends the row.
# fmt: off
SYMBOLS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
211232
""".split()  # noqa: SIM905
# fmt: on
STOP = "2331112"


def _widths(svg: str) -> str:
    """Bars and spaces of the drawn path, in modules, quiet zones left out."""
    bars = [(int(start), int(width)) for start, width in re.findall(r"M(\d+) 0h(\d+)", svg)]
    widths = []
    for (start, width), (following, _next) in zip(bars, [*bars[1:], (0, 0)], strict=True):
        widths += [width, following - start - width]
    return "".join(map(str, widths[:-1]))


def _decode(widths: str) -> str:
    """A reader of Code 128 written from the standard: sets B and C, check symbol verified."""
    assert widths.endswith(STOP)
    body = widths[: -len(STOP)]
    values = [SYMBOLS.index(body[place : place + 6]) for place in range(0, len(body), 6)]
    start, *symbols, check = values
    assert check == (start + sum(weight * value for weight, value in enumerate(symbols, 1))) % 103
    code_set, text = {104: "B", 105: "C"}[start], ""
    for value in symbols:
        if value == 100 and code_set == "C":
            code_set = "B"
        elif value == 99 and code_set == "B":
            code_set = "C"
        else:
            text += f"{value:02d}" if code_set == "C" else chr(value + 32)
    return text


@pytest.mark.parametrize("text", ["10491.1", "ONDA-118", "10482", "999999999.12", "99123", "BR-9977/x", "12399", "1"])
def test_the_bars_say_what_stands_below_them(text: str) -> None:
    assert _decode(_widths(code128(text))) == text


def test_the_bars_are_high_enough_and_have_their_quiet_zones() -> None:
    svg = code128("10491.1")

    width = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])  # type: ignore[index]
    starts = [int(start) for start in re.findall(r"M(\d+) ", svg)]
    ends = [int(start) + int(length) for start, length in re.findall(r"M(\d+) 0h(\d+)", svg)]
    assert HEIGHT_MODULES * MODULE_MM >= 12
    assert (min(starts), width - max(ends)) == (QUIET_MODULES, QUIET_MODULES)


def _picker(floor: Floor) -> Actor:
    return floor.shop.by


def test_the_walk_on_paper_is_what_is_left(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PAN-FE-24", 1), ("PRATO-AL", 3)))
    floor.read(wave, "PRATO-AL")

    paper = documents.picking_list(queries.get_wave(number=wave, actor=_picker(floor)))

    assert [(place, [(line.sku, line.left) for line in lines]) for place, lines in paper["places"]] == [
        ("A-01-1", [("PAN-FE-24", 1)]),
        ("C-02-4", [("PRATO-AL", 2)]),
    ]
    assert paper["units"] == 3


def test_each_parcel_has_its_own_label(floor: Floor) -> None:
    wave = floor.packed(("PRATO-AL", 1))
    floor.pack(wave, parcels=3)

    labels = documents.shipping_labels(queries.get_wave(number=wave, actor=_picker(floor)).boxes)["labels"]

    number = box_of(wave).order.number
    assert [(label.code, label.parcel, label.parcels) for label in labels] == [(f"{number}.{n}", n, 3) for n in (1, 2, 3)]
    assert (labels[0].cep, labels[0].lines) == ("80730-000", ["Rua Padre Anchieta, 1846, ap. 32", "Bigorrilho", "Curitiba - PR"])


def test_the_slip_of_a_short_box_lists_what_is_in_it(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("TAB-TE-40", 4), ("PRATO-AL", 1)))
    floor.short(wave, next(line for line in lines_of(wave) if line.sku == "TAB-TE-40"), quantity=1)
    floor.pick_all(wave)
    detail = queries.get_wave(number=wave, actor=_picker(floor))

    slip = documents.packing_slips(detail.boxes, {(wave, 1): detail.lines})["slips"][0]

    assert sorted((sku, pieces) for sku, _name, pieces in slip.items) == [("PRATO-AL", 1), ("TAB-TE-40", 3)]
    assert slip.box.short == 1


def _print(client: Client, address: str, form: dict[str, str]) -> Job:
    """Ask on the page, let the worker run, return the job."""
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content
    job = Job.objects.get()
    worker.run(str(job.pk))
    job.refresh_from_db()
    return job


def _text_of(job: Job) -> tuple[str, list[tuple[int, int]]]:
    stored = JobFile.objects.get(job=job)
    client = Client()
    client.force_login(User.objects.get(username="diego"))
    content = b"".join(client.get(reverse("job_file", args=[stored.pk])).streaming_content)  # type: ignore[attr-defined]
    pages = PdfReader(io.BytesIO(content)).pages
    sizes = [(round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) for page in pages]
    return "\n".join(page.extract_text() for page in pages), sizes


@needs_pango
def test_the_label_is_100_by_150_millimetres_and_says_where_to(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.packed(("PRATO-AL", 1))
    live_floor.pack(wave, parcels=2, weight_grams=1200)

    job = _print(sign_in("warehouse"), reverse("wave_papers", args=[wave]), {"paper": "labels", "box": "1"})

    text, sizes = _text_of(job)
    number = box_of(wave).order.number
    assert (job.status, sizes) == ("done", [(100, 150), (100, 150)])
    for word in (f"{number}.1", f"{number}.2", "1/2", "2/2", "Ana Beatriz Nogueira", "80730-000", "Curitiba - PR"):
        assert word in text, word


@needs_pango
def test_the_manifest_lists_what_the_carrier_took(live_floor: Floor, sign_in: SignIn) -> None:
    wave, other = live_floor.packed(("PRATO-AL", 1)), live_floor.packed(("TAB-TE-40", 1))
    live_floor.ship(wave, carrier="Jadlog", tracking_code="JD1")
    live_floor.ship(other, carrier="Correios", tracking_code="AA1")

    job = _print(sign_in("warehouse"), reverse("shipping_manifest"), {"carrier": "Jadlog", "day": str(timezone.localdate())})

    text, sizes = _text_of(job)
    assert sizes == [(210, 297)]
    assert box_of(wave).shipment in text
    assert "JD1" in text
    assert box_of(other).shipment not in text


def test_labels_of_boxes_that_are_still_open_are_refused(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))

    job = _print(sign_in("warehouse"), reverse("wave_papers", args=[wave]), {"paper": "labels"})

    assert (job.status, JobFile.objects.count()) == ("failed", 0)
    assert job.error


def test_a_hurried_hand_prints_once(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.packed(("PRATO-AL", 1))
    picker = sign_in("warehouse")

    answers = [picker.post(reverse("wave_papers", args=[wave]), {"paper": "labels"}) for _ in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert list(Job.objects.values_list("kind", flat=True)) == [PRINT]


def test_a_carrier_that_took_nothing_has_no_manifest(live_floor: Floor, sign_in: SignIn) -> None:
    job = _print(sign_in("warehouse"), reverse("shipping_manifest"), {"carrier": "Loggi", "day": "2026-01-01"})

    assert (job.status, job.error) == ("failed", "Nenhum volume saiu com esta transportadora nesse dia.")


def test_orders_of_the_board_become_a_wave_each_with_its_verdict(live_floor: Floor) -> None:
    good, busy, unpaid = live_floor.paid(("PRATO-AL", 1)), live_floor.paid(("PRATO-AL", 1)), live_floor.shop.place(("PRATO-AL", 1)).number
    live_floor.wave(busy)
    join = WAREHOUSE_ACTIONS[0]

    preview = join.preview([good, busy, unpaid], live_floor.shop.by)
    verdicts = join.run([good, busy, unpaid], {}, live_floor.shop.by, live_floor.shop.at)

    assert (preview.goes, sum(count for _reason, count in preview.stays)) == (1, 2)
    assert [(verdict.key, verdict.verdict) for verdict in verdicts] == [(good, "done"), (busy, "skipped"), (unpaid, "refused")]
    assert queries.list_picking_marks(orders=[good, unpaid], actor=live_floor.shop.by).keys() == {good}


def test_labels_from_the_board_need_a_closed_box(live_floor: Floor) -> None:
    wave = live_floor.packed(("PRATO-AL", 1))
    closed, waiting = box_of(wave).order.number, live_floor.paid(("PRATO-AL", 1))
    labels = WAREHOUSE_ACTIONS[1]

    verdicts = labels.run([closed, waiting], {}, live_floor.shop.by, live_floor.shop.at)

    assert [(verdict.key, verdict.verdict) for verdict in verdicts] == [(closed, "done"), (waiting, "refused")]
    assert labels.preview([closed, waiting], live_floor.shop.by).goes == 1


@needs_pango
def test_printed_papers_are_gone_after_a_month_and_the_page_says_so(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.packed(("PRATO-AL", 1))
    live_floor.pack(wave, parcels=1, weight_grams=1200)
    client = sign_in("warehouse")
    job = _print(client, reverse("wave_papers", args=[wave]), {"paper": "labels", "box": "1"})
    address = reverse("job_file", args=[JobFile.objects.get(job=job).pk])
    assert job.finished_at is not None

    early = sweep_files(at=job.finished_at + timedelta(days=29))
    late = sweep_files(at=job.finished_at + timedelta(days=31))

    assert (early, late) == (0, 1)
    assert client.get(address).status_code == 404
