"""Two rows about the same thing: nobody can say which one is meant."""

import pytest

from backoffice.core.actors import Actor
from backoffice.imports.models import ImportRow
from tests.imports.builders import preview, problems, verdicts

pytestmark = pytest.mark.django_db


def test_rows_about_the_same_sku_refuse_each_other(clerk: Actor) -> None:
    batch = preview("produtos", "SKU;Nome\nA;x\nB;y\nA;z\nC;\nA;x\n", by=clerk)

    assert verdicts(batch) == {2: "refused", 3: "new", 4: "refused", 5: "refused", 6: "refused"}
    assert problems(batch) == [
        (2, "sku", "duplicate_in_file"),
        (4, "sku", "duplicate_in_file"),
        (5, "name", "required"),
        (6, "sku", "duplicate_in_file"),
    ]
    assert ImportRow.objects.get(line=4).problems[0]["data"] == {"lines": [2, 4, 6]}
    assert (batch.new_count, batch.refused_count) == (1, 4)


def test_a_twin_among_many_names_ten_lines_at_most(clerk: Actor) -> None:
    batch = preview("produtos", "SKU;Nome\n" + "A;x\n" * 30, by=clerk)

    assert batch.refused_count == 30
    assert ImportRow.objects.get(line=31).problems[0]["data"] == {"lines": list(range(2, 12))}


def test_the_same_sku_in_two_places_is_no_twin(clerk: Actor) -> None:
    batch = preview("estoque-inicial", "SKU;Quantidade;Custo;Depósito\nA;1;1;X\nA;1;1;Y\nA;1;1;X\n", by=clerk)

    assert [code for _line, _column, code in problems(batch)] == ["unknown_sku", "duplicate_in_file", "unknown_sku", "unknown_sku", "duplicate_in_file"]  # fmt: skip  # noqa: E501
