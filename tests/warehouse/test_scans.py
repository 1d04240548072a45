"""Reads at the shelf: right and wrong, once each, undone, skipped, missing."""

from uuid import uuid4

import pytest

from inventory.models import StockMove
from orders import errors, services
from orders.models import PickScan
from orders.services import CancellationDraft
from tests.orders.builders import refused
from tests.warehouse.builders import EANS, Floor, box_of, lines_of, promised, status_of


def test_the_walk_goes_by_the_shelves_order(floor: Floor) -> None:
    first = floor.paid(("TAB-TE-40", 1), ("PRATO-AL", 2))
    second = floor.paid(("PAN-FE-24", 3))

    wave = floor.wave(first, second)

    walk = [(line.place, line.sku, line.quantity, line.wave_order.box) for line in lines_of(wave)]
    assert walk == [
        ("A-01-1", "PAN-FE-24", 2, 2),
        ("B-04-2", "PAN-FE-24", 1, 2),
        ("C-11-3", "TAB-TE-40", 1, 1),
        ("C-02-4", "PRATO-AL", 2, 1),
    ]
    assert status_of(wave) == "open"


def test_a_kit_is_picked_as_its_parts(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("KIT-COZINHA", 2)))

    assert [(line.sku, line.quantity) for line in lines_of(wave)] == [("PAN-FE-24", 2), ("PRATO-AL", 6)]


def test_the_barcode_the_sku_and_a_upc_are_the_same_item(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))
    line = lines_of(wave)[0]

    verdicts = [floor.read(wave, code, line) for code in (EANS["PRATO-AL"], "prato-al ", f"0{EANS['PRATO-AL']}")]

    assert [(verdict.code, verdict.data["left"]) for verdict in verdicts] == [("right", 2), ("right", 1), ("right", 0)]
    assert (lines_of(wave)[0].picked, status_of(wave)) == (3, "packing")


def test_a_wrong_item_says_what_was_read_and_what_belongs_here(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))
    line = lines_of(wave)[0]

    wrong = floor.read(wave, EANS["TAB-TE-40"], line)
    unknown = floor.read(wave, "4006381333931", line)

    assert (wrong.code, wrong.data["read"], wrong.data["expected"]) == ("wrong_item", "Produto TAB-TE-40", "Produto PRATO-AL")
    assert (unknown.code, unknown.data["code"]) == ("unknown_code", "4006381333931")
    assert lines_of(wave)[0].picked == 0
    assert list(PickScan.objects.values_list("kind", flat=True)) == ["wrong", "wrong"]


def test_the_same_batch_sent_three_times_counts_once_and_is_answered_the_same(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))
    line = lines_of(wave)[0]
    batch = [floor.scan("read", code="PRATO-AL", line_id=line.pk) for _ in range(2)]

    answers = [floor.record(wave, *batch) for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert [verdict.data["left"] for verdict in answers[0]] == [2, 1]
    assert (lines_of(wave)[0].picked, PickScan.objects.count()) == (2, 2)


def test_the_same_id_twice_in_one_batch_counts_once(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))
    scan = floor.scan("read", code="PRATO-AL", line_id=lines_of(wave)[0].pk)

    verdicts = floor.record(wave, scan, scan)

    assert verdicts[0] == verdicts[1]
    assert lines_of(wave)[0].picked == 1


def test_an_id_that_comes_back_with_another_content_has_no_effect(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))
    line = lines_of(wave)[0]
    name = uuid4()
    floor.record(wave, floor.scan("read", id=name, code="PRATO-AL", line_id=line.pk))

    verdict = floor.record(wave, floor.scan("read", id=name, code="TAB-TE-40", line_id=line.pk))[0]

    assert verdict.code == "id_reused"
    assert (lines_of(wave)[0].picked, PickScan.objects.count()) == (1, 1)


def test_one_piece_too_many_is_told_and_not_counted(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)), floor.paid(("TAB-TE-40", 1)))
    plate = next(line for line in lines_of(wave) if line.sku == "PRATO-AL")
    floor.read(wave, "PRATO-AL", plate)

    verdict = floor.read(wave, "PRATO-AL", plate)

    assert verdict.code == "complete"
    assert sum(line.picked for line in lines_of(wave)) == 1


def test_a_read_without_a_shelf_finds_its_line(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)), floor.paid(("PRATO-AL", 1)))

    verdicts = [floor.read(wave, "PRATO-AL") for _ in range(3)]

    assert [verdict.code for verdict in verdicts] == ["right", "right", "complete"]
    assert [verdict.data.get("box") for verdict in verdicts] == [1, 2, None]


def test_a_right_read_is_undone_once(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))
    read = floor.scan("read", code="PRATO-AL", line_id=lines_of(wave)[0].pk)
    floor.record(wave, read)

    verdicts = floor.record(wave, floor.scan("undo", undoes=read.id), floor.scan("undo", undoes=read.id))

    assert [verdict.code for verdict in verdicts] == ["undone", "nothing_to_undo"]
    assert (lines_of(wave)[0].picked, status_of(wave)) == (0, "open")


def test_an_offline_batch_keeps_its_order(floor: Floor) -> None:
    """Read, undo and read again made without network arrive together."""
    wave = floor.wave(floor.paid(("PRATO-AL", 2)))
    line = lines_of(wave)[0]
    first, second, third = (floor.scan("read", code="PRATO-AL", line_id=line.pk) for _ in range(3))

    verdicts = floor.record(wave, first, floor.scan("undo", undoes=first.id), second, third)

    assert [verdict.code for verdict in verdicts] == ["right", "undone", "right", "right"]
    assert lines_of(wave)[0].picked == 2


def test_a_skipped_shelf_comes_last(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PAN-FE-24", 1), ("TAB-TE-40", 1), ("PRATO-AL", 1)))
    first = lines_of(wave)[0]

    floor.record(wave, floor.scan("skip", line_id=first.pk))

    assert [line.place for line in lines_of(wave)] == ["C-11-3", "C-02-4", "A-01-1"]


def test_missing_pieces_are_promised_from_another_shelf_and_added_to_the_walk(floor: Floor) -> None:
    number = floor.paid(("PAN-FE-24", 2))
    wave = floor.wave(number)
    line = lines_of(wave)[0]
    floor.read(wave, "PAN-FE-24", line)

    verdict = floor.short(wave, line)

    assert (verdict.code, verdict.data["elsewhere"]) == ("short", [{"place": "B-04-2", "quantity": 1}])
    assert [(each.place, each.quantity, each.picked, each.short, each.moved) for each in lines_of(wave)] == [
        ("A-01-1", 2, 1, 1, 1),
        ("B-04-2", 1, 0, 0, 0),
    ]
    assert promised(number) == {"A-01-1": 1, "B-04-2": 1}
    assert (floor.level("A-01-1"), floor.level("B-04-2")) == ((2, 1), (6, 1))


def test_a_piece_that_is_nowhere_else_stays_promised_so_that_nobody_is_sold_it(floor: Floor) -> None:
    number = floor.paid(("TAB-TE-40", 8))
    wave = floor.wave(number)
    line = lines_of(wave)[0]

    verdict = floor.short(wave, line, quantity=3, reason="damaged")

    assert verdict.data["elsewhere"] == []
    assert promised(number) == {"C-11-3": 8}
    assert floor.level("C-11-3") == (8, 8)
    assert [(each.short, each.moved, each.short_reason) for each in lines_of(wave)] == [(3, 0, "damaged")]


def test_a_shortage_without_another_shelf_can_be_undone(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("TAB-TE-40", 1)))
    short = floor.scan("short", line_id=lines_of(wave)[0].pk, reason="missing")
    floor.record(wave, short)

    verdict = floor.record(wave, floor.scan("undo", undoes=short.id))[0]

    assert verdict.code == "undone"
    assert [(line.short, line.short_reason, line.open_quantity) for line in lines_of(wave)] == [(0, "", 1)]


def test_a_cancelled_order_drops_out_before_the_next_read_and_the_picker_is_told(floor: Floor) -> None:
    number = floor.paid(("PRATO-AL", 2))
    wave = floor.wave(number, floor.paid(("TAB-TE-40", 1)))
    line = next(each for each in lines_of(wave) if each.sku == "PRATO-AL")
    floor.read(wave, "PRATO-AL", line)
    services.cancel_order(draft=CancellationDraft(number, "desistiu"), by=floor.shop.by, at=floor.shop.at)

    verdict = floor.read(wave, "PRATO-AL", line)

    assert (verdict.code, verdict.data["reason"], verdict.data["order"]) == ("dropped", "is_cancelled", number)
    assert (box_of(wave).state, status_of(wave)) == ("dropped", "picking")
    assert sum(each.picked for each in lines_of(wave)) == 1


def test_what_makes_no_sense_is_answered_and_changes_nothing(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))
    other = floor.wave(floor.paid(("TAB-TE-40", 1)))
    strange = [
        floor.scan("fly"),
        floor.scan("short", line_id=lines_of(wave)[0].pk, reason="moon"),
        floor.scan("skip"),
        floor.scan("read", code="TAB-TE-40", line_id=lines_of(other)[0].pk),
        floor.scan("read", code="PRATO-AL", stage="check", box=99),
    ]

    verdicts = floor.record(wave, *strange)

    assert {verdict.code for verdict in verdicts} == {"invalid"}
    assert [line.picked for line in [*lines_of(wave), *lines_of(other)]] == [0, 0]


def test_picking_moves_no_stock(floor: Floor) -> None:
    moves = StockMove.objects.count()
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))

    floor.pick_all(wave)

    assert StockMove.objects.count() == moves
    assert floor.level("C-02-4") == (20, 3)


def test_a_wave_that_does_not_exist_refuses_reads(floor: Floor) -> None:
    with refused(errors.UnknownWave):
        floor.record(99999, floor.scan("read", code="PRATO-AL"))


def test_a_read_cannot_be_changed_or_removed(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))
    floor.read(wave, "PRATO-AL")

    with pytest.raises(Exception, match="insert-only|refuse"):
        PickScan.objects.update(kind="wrong")


def test_statements_do_not_grow_with_the_batch(floor: Floor, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    wave = floor.wave(floor.paid(("PRATO-AL", 9)), floor.paid(("TAB-TE-40", 4)), floor.paid(("PAN-FE-24", 5)))
    lines = lines_of(wave)
    scans = [floor.scan("read", code=line.sku, line_id=line.pk) for line in lines for _ in range(line.quantity)]

    with django_assert_max_num_queries(14):
        floor.record(wave, *scans)

    assert status_of(wave) == "packing"
