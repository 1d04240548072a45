"""The list kit: the state of a list is its URL."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from backoffice.core.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    DateRange,
    ListSpec,
    ListState,
    NumberFilter,
    NumberRange,
    Page,
    View,
    decode_cursor,
    encode_cursor,
)

SPEC = ListSpec(
    title="Pedidos",
    views=[View(name="open", label="Em aberto"), View(name="late", label="Atrasados", bad=True)],
    filters=[
        ChoiceFilter(name="channel", label="Canal", choices=[("loja", "Loja"), ("ml", "Mercado Livre")]),
        DateFilter(name="placed", label="Feito em"),
    ],
    columns=[
        Column(name="number", label="Pedido", cell=lambda row: row.get("number"), phone="lead"),
        Column(name="total", label="Total", cell=lambda row: f"<{row['total']}>", css="rg-r"),
    ],
    search_label="Número",
)


def read(query: str) -> ListState:
    return ListState.of(SPEC, QueryDict(query))


def params(url: str) -> dict[str, Any]:
    return QueryDict(url.removeprefix("?")).dict()


def test_the_url_is_read_whole() -> None:
    state = read("view=late&q=+panela+&channel=ml&placed_from=20/11/2026&placed_to=2026-11-24")

    assert (state.view, state.search) == ("late", "panela")
    assert state.values == {"channel": "ml", "placed": DateRange(date(2026, 11, 20), date(2026, 11, 24))}


@pytest.mark.parametrize(
    "query",
    [
        "view=nope",
        "channel=nope",
        "placed_from=31/02/2026",
        "placed_to=9999-99-99",
        "q=%00%1b",
        "sort=x",
        "view=late%00",
        "channel[]=ml",
        "after=%FF",
    ],
)
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    state = read(query)

    assert (state.view, state.search, state.values, state.is_filtered) == ("open", "", {}, False)


def test_empty_fields_of_a_form_leave_no_trace() -> None:
    state = read("view=late&q=&channel=&placed_from=20/11/2026&placed_to=")

    assert params(state.url()) == {"view": "late", "placed_from": "20/11/2026"}
    assert {item["name"] for item in state.context(Page(rows=[]))["hidden"]} == {"view", "placed_from"}


def test_choices_from_the_database_are_asked_for_once() -> None:
    asked: list[int] = []

    def channels() -> list[tuple[str, str]]:
        asked.append(1)
        return [("ml", "Mercado Livre")]

    spec = replace(SPEC, filters=[ChoiceFilter(name="channel", label="Canal", choices=channels)])
    state = ListState.of(spec, QueryDict("channel=ml"))
    state.context(Page(rows=[]))

    assert state.sentence() == "Canal Mercado Livre"
    assert len(asked) == 1


def test_a_long_search_is_cut() -> None:
    assert len(read("q=" + "x" * 5000).search) == 100


def test_a_chip_says_field_and_value_and_takes_itself_out() -> None:
    chips = read("q=panela&channel=ml&placed_from=20/11/2026&placed_to=24/11/2026&after=abc").chips()

    assert [(chip["field"], chip["value"]) for chip in chips] == [("Canal", "Mercado Livre"), ("Feito em", "20/11/2026 a 24/11/2026")]
    assert params(chips[0]["remove_url"]) == {"q": "panela", "placed_from": "20/11/2026", "placed_to": "24/11/2026"}
    assert params(chips[1]["remove_url"]) == {"q": "panela", "channel": "ml"}


def test_clearing_keeps_the_tab() -> None:
    assert params(read("view=late&q=panela&channel=ml&placed_from=hoje").clear_url()) == {"view": "late"}


def test_a_tab_keeps_search_and_filters_and_starts_at_its_first_page() -> None:
    context = read("q=panela&channel=ml&after=abc").context(Page(rows=[]), counts={"open": 5, "late": 0})

    assert [(view["label"], view["count"], view["current"], view["bad"]) for view in context["views"]] == [
        ("Em aberto", 5, True, False),
        ("Atrasados", 0, False, False),
    ]
    assert params(context["views"][1]["url"]) == {"q": "panela", "channel": "ml", "view": "late"}


def test_the_neighbours_of_a_page_are_its_ends() -> None:
    page = Page(rows=[{"total": 1}], first="F", last="L", has_previous=True, has_next=True)

    context = read("view=late&after=abc").context(page)

    assert params(context["next_url"]) == {"view": "late", "after": "L"}
    assert params(context["previous_url"]) == {"view": "late", "before": "F"}
    assert params(context["sum_url"]) == {"view": "late", "after": "abc", "sum": "1"}


def test_a_cell_is_text_unless_its_column_made_html() -> None:
    context = read("").context(Page(rows=[{"total": 7}]))

    assert context["rows"][0]["cells"][0]["html"] == ""
    assert context["rows"][0]["cells"][1] == {"css": "rg-r rg-p-line", "label": "Total", "html": "<7>"}


def test_a_cursor_is_read_back_and_a_forged_one_is_nothing() -> None:
    assert decode_cursor(encode_cursor(["2026-11-24T10:00:00+00:00", 7]), length=2) == ["2026-11-24T10:00:00+00:00", "7"]

    for forged in ["", "abc", "!!!", "e30", encode_cursor([1]), "é", "W10", "bnVsbA"]:
        assert decode_cursor(forged, length=2) is None


@pytest.mark.parametrize(
    ("query", "field", "error"),
    [
        ("placed_from=31/02/2026", "placed_from", "“31/02/2026” não é uma data. Digite como 24/11/2026."),
        ("placed_to=%3Cscript%3E", "placed_to", "“<script>” não é uma data. Digite como 24/11/2026."),
        ("total_min=1.234,5x", "total_min", "“1.234,5x” não é um valor. Digite como 1.234,56."),
    ],
)
def test_a_filter_that_is_not_understood_keeps_what_was_typed_and_says_so(query: str, field: str, error: str) -> None:
    spec = replace(SPEC, filters=[*SPEC.filters, NumberFilter(name="total", label="Total", places=2)])
    state = ListState.of(spec, QueryDict(query))

    with translation.override("pt-br"):
        context = state.context(Page(rows=[], total=0))

    ends = {end["name"]: end for each in context["filters"] for end in each.get("ends", ())}
    assert (ends[field]["value"], ends[field]["error"]) == (QueryDict(query)[field], error)
    assert [each["error"] for name, each in ends.items() if name != field] == ["", "", ""]
    assert context["refused"] == [f"{'Total' if field == 'total_min' else 'Feito em'}: {error}"]


def test_a_span_written_backwards_is_read_the_right_way_round() -> None:
    spec = replace(SPEC, filters=[*SPEC.filters, NumberFilter(name="total", label="Total", places=2)])
    state = ListState.of(spec, QueryDict("placed_from=24/11/2026&placed_to=20/11/2026&total_min=50&total_max=10"))

    assert state.values == {
        "placed": DateRange(date(2026, 11, 20), date(2026, 11, 24)),
        "total": NumberRange(Decimal(10), Decimal(50)),
    }
