"""Charts: exact coordinates from Decimal, losses below the line, words that cannot break out of the SVG."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

from django.utils import translation

from backoffice.core.charts import PAPER, SCREEN, Step, months, thousands, waterfall

STEPS = [
    Step("Receita bruta", Decimal("413061.00"), total=True),
    Step("Deduções", Decimal("-76206.62")),
    Step("Receita líquida", Decimal("336854.38"), total=True),
]


def bars(svg: str) -> list[tuple[str, str, str, str]]:
    return re.findall(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)".*?fill="([^"]+)"', svg)


def test_a_waterfall_hangs_each_step_from_the_level_before() -> None:
    assert bars(waterfall(STEPS, "m")) == [
        ("104.00", "5.50", "170.00", "var(--rg-c1)"),
        ("242.64", "28.50", "31.36", "var(--rg-c-less)"),
        ("104.00", "51.50", "138.64", "var(--rg-c1)"),
    ]


def test_screen_and_paper_draw_the_same_figures() -> None:
    screen, paper = (re.findall(r">([^<>]+)</text>", waterfall(STEPS, "m", look)) for look in (SCREEN, PAPER))

    assert screen == paper == ["Receita bruta", "413,1", "Deduções", "\u221276,2", "Receita líquida", "336,9"]
    assert "var(" not in waterfall(STEPS, "m", PAPER)


def test_a_loss_moves_the_zero_and_stays_inside() -> None:
    steps = [Step("Receita", Decimal(100), total=True), Step("Custos", Decimal(-150)), Step("Prejuízo", Decimal(-50), total=True)]

    drawn = [(Decimal(x), Decimal(x) + Decimal(width)) for x, _y, width, _fill in bars(waterfall(steps, "m"))]

    assert all(Decimal(104) <= left and right <= Decimal(274) + Decimal("0.5") for left, right in drawn)
    assert drawn[2][1] == drawn[0][0], "profit and loss meet at zero"


def test_nothing_sold_is_drawn_without_dividing_by_zero() -> None:
    zeros = [Step("Receita", Decimal(0), total=True), Step("Custos", Decimal(0))]

    assert bars(waterfall(zeros, "m"))
    assert bars(months([(date(2026, 10, 1), Decimal(0))], "m"))
    assert "<rect" not in months([], "m")


def test_months_name_the_year_where_it_begins_and_colour_the_last() -> None:
    amounts = [(date(2025, 12, 1), Decimal(26900)), (date(2026, 1, 1), Decimal(-4100)), (date(2026, 2, 1), Decimal(18300))]

    with translation.override("pt-br"):
        svg = months(amounts, "Lucro por mês", PAPER)

    assert re.findall(r">([^<>]+)</text>", svg) == ["26,9", "dez", "2025", "\u22124,1", "jan", "2026", "18,3", "fev"]
    assert [fill for *_box, fill in bars(svg)] == ["#8d9597", "#8d9597", "#16606e"]
    line = Decimal(re.findall(r'<line x1="0" x2="300" y1="([\d.]+)"', svg)[0])
    assert Decimal(bars(svg)[1][1]) == line, "a loss begins at the zero line and goes down"


def test_words_are_escaped_and_the_message_is_spoken() -> None:
    svg = waterfall([Step("<b>&", Decimal(1), total=True)], 'Lucro "líquido" < 0')

    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Lucro "líquido" < 0'
    assert "<b>" not in svg


def test_thousands_have_one_decimal() -> None:
    assert thousands(Decimal("413061.00")) == "413,1"
    assert thousands(Decimal("-49.99")) == "0,0"
