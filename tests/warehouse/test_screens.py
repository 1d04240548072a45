"""The warehouse's screens: what a role reaches, what a batch of reads answers, what a form refuses."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from orders import services
from orders.models import PickingWave, PickLine, PickScan, Shipment
from orders.services import CancellationDraft
from tests.warehouse.builders import EANS, Floor, box_of, lines_of, status_of

SignIn = Callable[..., Client]


def _send(client: Client, wave: int, *scans: dict[str, Any], **extra: Any) -> HttpResponse:
    body = json.dumps({"scans": scans, **extra})
    return client.post(reverse("wave_scans", args=[wave]), body, content_type="application/json")  # type: ignore[return-value]


def _scan(line: PickLine, /, **changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "act": "read", "line": line.pk, "code": EANS[line.sku], "read_at": "2026-11-24T13:42:00Z", **changes}


def test_a_picker_walks_from_order_to_carrier(live_floor: Floor, sign_in: SignIn) -> None:
    """The day of a picker, page by page."""
    picker = sign_in("warehouse")
    number = live_floor.paid(("PRATO-AL", 2), ("TAB-TE-40", 1))

    page = picker.get(reverse("new_wave"))
    answer = picker.post(reverse("new_wave"), {"orders": [number], "token": str(page.context["token"])}, follow=True)
    wave = PickingWave.objects.get().pk
    assert answer.redirect_chain[-1][0] == reverse("wave", args=[wave])

    scans = [_scan(line) for line in lines_of(wave) for _ in range(line.quantity)]
    told = _send(picker, wave, *scans).json()
    assert [verdict["code"] for verdict in told["verdicts"]] == ["right"] * 3
    assert (told["state"]["status"], told["state"]["picked"]) == ("packing", 3)

    checks = [_scan(line, stage="check", box=1, line=None) for line in lines_of(wave) for _ in range(line.quantity)]
    assert [verdict["code"] for verdict in _send(picker, wave, *checks, box=1).json()["verdicts"]] == ["right"] * 3
    picker.post(reverse("wave_box", args=[wave, 1]), {"parcels": "1", "weight_grams": "1200"})
    assert box_of(wave).state == "packed"

    found = picker.get(reverse("shipping"), {"ler": f"{number}.1"})
    assert found.context["box"].order == number
    picker.post(reverse("ship_box", args=[wave, 1]), {"carrier": "Jadlog", "tracking_code": "JD1"})
    assert (Shipment.objects.get().tracking_code, status_of(wave)) == ("JD1", "done")
    assert PickingWave.objects.get().assigned_name == "Diego Ramos"


@pytest.mark.parametrize("role", ["sales", "finance", "auditor", "admin", "hr"])
def test_others_pick_and_ship_nothing(live_floor: Floor, sign_in: SignIn, role: str) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))
    stranger = sign_in(role)

    answers = [
        stranger.get(reverse("picking")),
        stranger.get(reverse("wave", args=[wave])),
        _send(stranger, wave, _scan(lines_of(wave)[0])),
        stranger.post(reverse("wave_box", args=[wave, 1]), {"parcels": "1"}),
        stranger.post(reverse("ship_box", args=[wave, 1]), {}),
        stranger.post(reverse("wave_cancel", args=[wave])),
    ]

    assert [answer.status_code for answer in answers] == [403] * 6
    assert (PickScan.objects.count(), status_of(wave)) == (0, "open")


def test_the_same_batch_twice_has_the_same_answer_and_one_effect(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 2)))
    picker, scan = sign_in("warehouse"), _scan(lines_of(wave)[0])

    first, second = (_send(picker, wave, scan).json() for _ in range(2))

    assert first["verdicts"] == second["verdicts"]
    assert lines_of(wave)[0].picked == 1


def test_what_is_no_read_is_answered_so_that_the_device_lets_it_go(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 2)))
    line = lines_of(wave)[0]
    strange: list[Any] = [
        {"id": "x"},
        {},
        7,
        _scan(line, id="00000000-0000-0000-0000-00000000000z"),
        _scan(line, code=["a"]),
        _scan(line, code="\x00"),
        _scan(line, code="\ud800"),
        _scan(line, line=10**30),
        _scan(line, line=True),
    ]

    answer = _send(sign_in("warehouse"), wave, *strange)

    assert (answer.status_code, len(answer.json()["verdicts"])) == (200, 9)
    codes = [verdict["code"] for verdict in answer.json()["verdicts"]]
    # The last two are reads without a believable shelf: they find their own.
    assert sorted(codes) == ["invalid"] * 7 + ["right"] * 2


@pytest.mark.parametrize("body", ["", "[]", "nonsense", '{"scans": 3}', '{"scans": [' + ",".join(["{}"] * 201) + "]}"])
def test_a_body_that_is_no_batch_is_refused(live_floor: Floor, sign_in: SignIn, body: str) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))

    answer = sign_in("warehouse").post(reverse("wave_scans", args=[wave]), body, content_type="application/json")

    assert answer.status_code == 400
    assert PickScan.objects.count() == 0


def test_reads_of_a_wave_that_is_gone_are_told_so(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))

    answer = _send(sign_in("warehouse"), wave + 999, _scan(lines_of(wave)[0]))

    assert (answer.status_code, answer.json()) == (404, {"code": "unknown_wave"})


def test_a_clock_that_is_ahead_is_not_believed(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))

    _send(sign_in("warehouse"), wave, _scan(lines_of(wave)[0], read_at="2099-01-01T00:00:00Z"))

    scan = PickScan.objects.get()
    assert scan.read_at <= scan.recorded_at


def test_the_picker_of_a_cancelled_order_is_told_what_to_put_back(live_floor: Floor, sign_in: SignIn) -> None:
    number = live_floor.paid(("PRATO-AL", 2))
    wave = live_floor.wave(number, live_floor.paid(("TAB-TE-40", 1)))
    live_floor.read(wave, "PRATO-AL")
    services.cancel_order(draft=CancellationDraft(number, "x"), by=live_floor.shop.by, at=live_floor.shop.at)
    picker = sign_in("warehouse")

    told = _send(picker, wave, _scan(next(line for line in lines_of(wave) if line.sku == "PRATO-AL"))).json()
    page = picker.get(reverse("wave", args=[wave])).content.decode()

    assert (told["verdicts"][0]["code"], told["verdicts"][0]["data"]["reason"]) == ("dropped", "is_cancelled")
    assert "Devolva à prateleira" in page
    assert "1 × Produto PRATO-AL" in page
    assert "O pedido foi cancelado." in page


def test_calling_a_wave_off_says_once_per_shelf_what_goes_back(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 2)), live_floor.paid(("PRATO-AL", 1)))
    for _ in range(3):
        live_floor.read(wave, "PRATO-AL")

    asked = sign_in("warehouse").get(reverse("wave_cancel", args=[wave])).content.decode()

    assert asked.count("Produto PRATO-AL") == 1
    assert "3 × Produto PRATO-AL" in asked


def test_the_address_of_a_button_typed_by_hand_says_so(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))

    answer = sign_in("warehouse").get(reverse("wave_papers", args=[wave]))

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Nada foi alterado" in answer.content.decode()


def test_a_double_click_on_create_is_one_wave(live_floor: Floor, sign_in: SignIn) -> None:
    number, token, picker = live_floor.paid(("PRATO-AL", 1)), str(uuid4()), sign_in("warehouse")

    answers = [picker.post(reverse("new_wave"), {"orders": [number], "token": token}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert PickingWave.objects.count() == 1


def test_nothing_marked_keeps_the_page_and_says_so(live_floor: Floor, sign_in: SignIn) -> None:
    live_floor.paid(("PRATO-AL", 1))

    answer = sign_in("warehouse").post(reverse("new_wave"), {"token": str(uuid4())})

    assert answer.status_code == 422
    assert "Nenhum pedido marcado. Marque pelo menos um." in answer.content.decode()


def test_the_filters_narrow_what_is_offered(live_floor: Floor, sign_in: SignIn) -> None:
    single, double = live_floor.paid(("PRATO-AL", 1)), live_floor.paid(("PRATO-AL", 2))
    picker = sign_in("warehouse")

    offered = {
        query: [row.number for row in picker.get(reverse("new_wave") + query).context["rows"]]
        for query in ("", "?single=1", "?until=late", "?channel=mercado", "?until=nonsense&channel=x")
    }

    assert offered == {
        "": [single, double],
        "?single=1": [single],
        "?until=late": [],
        "?channel=mercado": [],
        "?until=nonsense&channel=x": [single, double],
    }


def test_an_order_with_an_open_shortage_is_not_offered_again_until_it_is_settled(live_floor: Floor, sign_in: SignIn) -> None:
    number = live_floor.paid(("TAB-TE-40", 1))
    wave = live_floor.wave(number)
    live_floor.short(wave, lines_of(wave)[0])
    picker = sign_in("warehouse")
    picker.post(reverse("box_take_out", args=[wave, 1]))

    before = [row.number for row in picker.get(reverse("new_wave")).context["rows"]]
    row = picker.get(reverse("picking_shortages")).context["rows"][0]
    picker.post(reverse("shortage_settle", args=[row.id]))
    after = [row.number for row in picker.get(reverse("new_wave")).context["rows"]]

    assert (row.place, row.units, row.on_hand, row.counted, row.open) == ("C-11-3", 1, 8, 7, 1)
    assert (before, after) == ([], [number])


def test_a_box_that_is_not_checked_comes_back_with_the_measures_as_typed(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 2)))
    live_floor.pick_all(wave)

    answer = sign_in("warehouse").post(reverse("wave_box", args=[wave, 1]), {"parcels": "3", "weight_grams": "777"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Falta conferir 2 unidades de 2. Leia o código de cada uma." in text
    assert 'value="777"' in text
    assert box_of(wave).state == "picking"


def test_a_wrong_measure_is_said_beside_its_field(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 1)))
    live_floor.pick_all(wave)
    live_floor.check_all(wave)

    answer = sign_in("warehouse").post(reverse("wave_box", args=[wave, 1]), {"parcels": "0"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"parcels"}
    assert box_of(wave).state == "picking"


def test_a_box_shipped_twice_leaves_once(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.packed(("PRATO-AL", 1))
    picker = sign_in("warehouse")

    answers = [picker.post(reverse("ship_box", args=[wave, 1]), {"carrier": "Loggi"}, follow=True) for _ in range(2)]

    assert "já tinha saído; nada se repetiu" in answers[1].content.decode()
    assert Shipment.objects.count() == 1


def test_a_used_tracking_code_is_said_beside_its_field(live_floor: Floor, sign_in: SignIn) -> None:
    first, second = live_floor.packed(("PRATO-AL", 1)), live_floor.packed(("TAB-TE-40", 1))
    picker = sign_in("warehouse")
    picker.post(reverse("ship_box", args=[first, 1]), {"tracking_code": "AA1"})

    answer = picker.post(reverse("ship_box", args=[second, 1]), {"tracking_code": "AA1", "carrier": "Loggi"})

    assert answer.status_code == 409
    assert answer.context["form"].errors.keys() == {"tracking_code"}
    assert 'value="Loggi"' in answer.content.decode()
    assert box_of(second).state == "packed"


def test_a_cancelled_wave_says_first_what_goes_back(live_floor: Floor, sign_in: SignIn) -> None:
    wave = live_floor.wave(live_floor.paid(("PRATO-AL", 2)))
    live_floor.read(wave, "PRATO-AL")
    picker = sign_in("warehouse")

    asked = picker.get(reverse("wave_cancel", args=[wave])).content.decode()
    told = picker.post(reverse("wave_cancel", args=[wave]), follow=True).content.decode()

    assert "1 × Produto PRATO-AL para devolver em C-02-4" in asked
    assert "Onda 1 cancelada." in told.replace(f"Onda {wave}", "Onda 1")
    assert status_of(wave) == "cancelled"


def test_the_worker_rules_only_the_picking_pages(live_floor: Floor, sign_in: SignIn) -> None:
    answer = sign_in("warehouse").get(reverse("picking_worker"))

    assert reverse("picking_worker").startswith(reverse("picking"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "most"), [("picking", 22), ("new_wave", 20), ("wave", 18), ("wave_bench", 20), ("picking_shortages", 18), ("shipping", 22)]
)
def test_pages_ask_the_same_number_of_questions_however_much_there_is(
    live_floor: Floor,
    sign_in: SignIn,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
    name: str,
    most: int,
) -> None:
    wave = live_floor.wave(*[live_floor.paid(("PRATO-AL", 1), ("TAB-TE-40", 1)) for _ in range(3)])
    live_floor.short(wave, lines_of(wave)[0])
    live_floor.packed(("PRATO-AL", 1))
    for _ in range(3):
        live_floor.paid(("PRATO-AL", 1))
    picker = sign_in("warehouse")
    address = reverse(name, args=[wave]) if name in ("wave", "wave_bench") else reverse(name)

    with django_assert_max_num_queries(most):
        assert picker.get(address).status_code == 200


def test_board_and_order_say_where_an_order_stands_in_the_warehouse(live_floor: Floor, sign_in: SignIn) -> None:
    number = live_floor.paid(("PRATO-AL", 1))
    wave = live_floor.wave(number)
    seller = sign_in("sales", name="Renata Moura")
    words = {}
    for stage, act in (
        ("picking", lambda: None),
        ("checking", lambda: live_floor.pick_all(wave)),
        ("packed", lambda: [live_floor.check_all(wave), live_floor.pack(wave)]),
    ):
        act()
        pages = [seller.get(reverse("order_board")).content.decode(), seller.get(reverse("order_page", args=[number])).content.decode()]
        words[stage] = [[word for word in ("Em separação", "Em conferência", "Embalado") if word in page] for page in pages]

    assert words == {"picking": [["Em separação"]] * 2, "checking": [["Em conferência"]] * 2, "packed": [["Embalado"]] * 2}
