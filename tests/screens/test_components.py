"""Every partial draws with nothing given, and none of them breaks the content security policy."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from tests.screens.drawing import draw as draw_template

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
COMPONENTS = sorted(path.name for path in (TEMPLATES / "backoffice" / "components").glob("*.html"))
OURS = sorted(
    [*(TEMPLATES / "backoffice" / "components").glob("*.html"), *(TEMPLATES / "backoffice" / "shell").glob("*.html")]
    + [*(TEMPLATES / "registration").glob("*.html"), *TEMPLATES.glob("[45]*.html")]
)
# Each fills in one row of what it repeats: an empty dict, so that a missing key is never an error.
ROWS = {
    name: [{}]
    for name in ("items", "rows", "steps", "tabs", "views", "chips", "queues", "kpis", "entries", "effects", "facts", "jobs", "crumbs")
}


@pytest.fixture(autouse=True)
def portuguese():
    with translation.override("pt-br"):
        yield


def draw(name: str, **context: object) -> str:
    return draw_template(f"backoffice/components/{name}", **context)


@pytest.mark.parametrize("name", [name for name in COMPONENTS if name not in ("field.html", "sort.html")])
@pytest.mark.parametrize("context", [{}, ROWS | {"actions": [{"label": "x"}], "job": {}}], ids=["nothing", "empty rows"])
def test_a_component_draws_without_its_data(name: str, context: dict[str, object]) -> None:
    assert "None" not in draw(name, **context)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\bx-(data|on|bind|show)\b|hx-on|hx-vals=.js:", text), "these need eval"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_visible_english_or_portuguese_outside_the_catalogue(path: Path) -> None:
    """Words stand in translate tags; only the product's name is written as it is."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    text = re.sub(r"<(kbd|title|svg)\b.*?</\1>|<span class=\"material.*?</span>", "", text, flags=re.S)
    words = re.sub(r"<[^>]*>", " ", re.sub(r"hx-headers='[^']*'", "", text))

    assert set(re.findall(r"[A-Za-zÀ-ú]{3,}", words)) <= {"Retaguarda"}


def test_a_refused_act_stays_with_its_reason_and_its_way_out() -> None:
    html = draw(
        "more.html",
        items=[{"label": "Expedir", "reason": "Falta conferir 1 de 4 itens.", "remedy_url": "/c", "remedy_label": "Conferir agora"}],
    )

    assert 'aria-disabled="true"' in html
    assert 'tabindex="0"' in html
    assert "Falta conferir 1 de 4 itens." in html
    assert '<a class="rg-link" href="/c">Conferir agora</a>' in html
    assert "title=" not in html, "a reason is text, never a tooltip"


def test_a_dialog_names_both_buttons_by_their_act_and_the_safe_one_is_marked() -> None:
    html = draw(
        "dialog.html",
        id="cancel",
        title="Cancelar o pedido 10482?",
        form_action="/x",
        safe_label="Manter pedido",
        act_label="Cancelar e estornar",
    )

    assert "data-safe>Manter pedido</button>" in html
    assert 'type="submit">Cancelar e estornar</button>' in html
    assert 'name="csrfmiddlewaretoken"' in html


def test_money_opens_into_its_rows() -> None:
    html = draw("money.html", rows=[{"label": "Frete pago", "amount": Decimal("-31.80"), "url": "/f"}])

    assert '<a class="rg-open" href="/f">\u221231,80</a>' in html


def test_an_empty_queue_is_up_to_date_and_not_alarming() -> None:
    html = draw("queues.html", queues=[{"label": "Atrasados", "count": 0, "url": "/", "tone": "bad"}])

    assert "em dia" in html
    assert "rg-q-bad" not in html


def test_the_foot_writes_the_figures_of_the_list() -> None:
    html = draw("table_foot.html", shown=17, about=640, sum_amount=Decimal("148230.55"), next_url="?after=x")

    assert "Mostrando 17 de cerca de 640" in html
    assert "R$\u00a0148.230,55" in html
    assert '<span class="rg-btn rg-btn-s" aria-disabled="true">Anterior</span>' in html


def test_progress_carries_plain_numbers() -> None:
    """Thousand separators are for people: an attribute with "12.800" would be twelve."""
    html = draw("job.html", job={"title": "Exportação", "poll_url": "/j", "status": "running", "done": 8192, "total": 12800})

    assert 'max="12800"' in html
    assert 'value="8192"' in html
    assert "8.192 de 12.800" in html


def test_error_summary_leads_to_the_fields() -> None:
    class Field:
        id_for_label, auto_id, label, errors = "id_cnpj", "id_cnpj", "CNPJ", ["faltam 2 dígitos"]

    class Form(list):
        errors = {"cnpj": ["faltam 2 dígitos"]}

    assert '<a href="#id_cnpj">CNPJ: faltam 2 dígitos</a>' in draw("error_summary.html", form=Form([Field()]))
