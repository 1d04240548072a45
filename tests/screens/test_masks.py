"""The field masks, run by Node where it is installed: what a person types and pastes, and what stands there afterwards."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

MASKS = Path(__file__).resolve().parent.parent.parent / "static" / "backoffice" / "js" / "masks.js"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="needs Node to run the script")

TYPED = [
    ("cpf", "12345678909", "123.456.789-09"),
    ("cpf", "123.456.789-09", "123.456.789-09"),
    ("cpf", "1234", "123.4"),
    ("cpf", "123a", "123a"),  # a key is never swallowed: the server says what is wrong
    ("cpf", "1234567890999", "123.456.789-0999"),
    ("cnpj", "12abc34501de35", "12.ABC.345/01DE-35"),
    ("cnpj", " 12.345.678/0001-95 ", "12.345.678/0001-95"),
    ("document", "12345678909", "123.456.789-09"),
    ("document", "12345678000195", "12.345.678/0001-95"),
    ("cep", "80730000", "80730-000"),
    ("phone", "41999998888", "(41) 99999-8888"),
    ("phone", "4133330142", "(41) 3333-0142"),
    ("phone", "+55 41 3333-0142", "(41) 3333-0142"),
    ("phone", "5533330142", "(55) 3333-0142"),
    ("phone", "041 99999-8888", "(41) 99999-8888"),
    ("phone", "0 41 3333-0142", "(41) 3333-0142"),
    ("boleto", "00190500954014481606906809350314337370000000100", "00190.50095 40144.816069 06809.350314 3 37370000000100"),
    ("boleto", "00190.50095 40144.816069", "00190.50095 40144.816069"),
    ("boleto", "836400000011331201380002812884627116080136181551", "83640000001-1 33120138000-2 81288462711-6 08013618155-1"),
]
MONEY = [
    ("1.234,56", "1.234,56"),
    ("1234.56", "1.234,56"),
    ("1,234.56", "1.234,56"),
    ("R$ 1 234,5", "1.234,50"),
    ("1.234", "1.234,00"),
    ("12", "12,00"),
    ("0", "0,00"),
    ("-5,1", "-5,10"),
    ("\u22125,10", "-5,10"),
    ("dez", "dez"),
    ("12,345", "12,345"),
    ("1.2345", "1.2345"),
    ("1.23.456", "1.23.456"),
    ("R$ 1,234", "R$ 1,234"),
]
DATES = [
    ("hoje", "24/11/2026"),
    ("amanhã", "25/11/2026"),
    ("+3", "27/11/2026"),
    ("-24", "31/10/2026"),
    ("24/11", "24/11/2026"),
    ("241126", "24/11/2026"),
    ("5.1.27", "05/01/2027"),
    ("31/02", "31/02"),
    ("logo", "logo"),
]


def run(expression: str, *values: str) -> object:
    script = f"const m = require({json.dumps(str(MASKS))}); const a = {json.dumps(values)}; console.log(JSON.stringify({expression}))"
    assert NODE
    return json.loads(subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True, timeout=30).stdout)


def test_what_is_typed_takes_its_shape() -> None:
    kinds, values, expected = zip(*TYPED, strict=True)

    pairs = ", ".join(f"m.typed[{json.dumps(kind)}](a[{index}])" for index, kind in enumerate(kinds))

    assert run(f"[{pairs}]", *values) == list(expected)


def test_money_is_understood_in_every_common_writing() -> None:
    assert run("a.map(m.money)", *[value for value, _ in MONEY]) == [text for _, text in MONEY]


def test_dates_accept_words_steps_and_short_forms() -> None:
    assert run("a.map((text) => m.date(text, new Date(2026, 10, 24)))", *[value for value, _ in DATES]) == [text for _, text in DATES]
