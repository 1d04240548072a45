"""A candidate on a phone: opens the link, fills in, photographs over a bad network, sends, signs; and what others get to see."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is part of requirements-e2e.lock")

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from backoffice.pictures.demo import Demo

GRAVE = ("serious", "critical")


class CutTwice:
    """A network that breaks in the middle of the first two pieces."""

    def __init__(self) -> None:
        self.left = 2

    def __call__(self, route: Route) -> None:
        if route.request.method == "PUT" and self.left:
            self.left -= 1
            route.abort()
        else:
            route.continue_()


def link_of(demo: Demo, name: str) -> tuple[str, str]:
    """The demo's ready link of a candidate, and the date of birth it asks for."""
    links: dict[str, str] = json.loads(demo.state.credentials.read_text())["portal"]
    address, born = links[name].rsplit(" ", 1)
    return address, born


def enter(open_page: OpenPage, demo: Demo, name: str) -> Page:
    address, born = link_of(demo, name)
    page = open_page("", address, phone=True)
    page.wait_for_url("**/portal/confirmar/")
    page.get_by_label("Data de nascimento").fill(born)
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url("**/portal/")
    return page


def photo(folder: Path, name: str) -> Path:
    """A picture as a phone takes it: noise, so that it stays large and travels in several pieces."""
    drawn = io.BytesIO()
    Image.effect_noise((1400, 1000), 90).convert("RGB").save(drawn, "JPEG", quality=95)
    path = folder / name
    path.write_bytes(drawn.getvalue())
    return path


def send_paper(page: Page, picture: Path) -> None:
    page.locator("input[type=file]").last.set_input_files(picture)
    # After a cut it waits a little longer each time before it goes on.
    expect(page.get_by_text("Pronto para enviar").first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="O documento chegou.")).to_be_visible()


def test_mariana_completes_her_part(open_page: OpenPage, demo: Demo, tmp_path: Path) -> None:
    page = enter(open_page, demo, "MARIANA")
    expect(page.get_by_role("heading", name="Oi, Mariana.")).to_be_visible()
    picture = photo(tmp_path, "IMG_0001.jpg")

    # What is open of the data: a wrong key first, said beside the field and nothing lost.
    page.get_by_role("link", name=re.compile("Preencher.*Dados bancários")).click()
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_label("A chave").fill("mariana arroba exemplo")
    page.get_by_role("button", name="Salvar e continuar").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("A chave")).to_have_value("mariana arroba exemplo")
    page.get_by_label("A chave").fill("mariana@exemplo.com.br")
    page.get_by_role("button", name="Salvar e continuar").click()
    expect(page.get_by_role("status").filter(has_text="Seus dados estão salvos.")).to_be_visible()

    # The refused paper comes first and says why; its network breaks in the middle.
    expect(page.locator(".rg-doc-bad").first).to_contain_text("A foto cortou o número da casa.")
    page.locator(".rg-doc-bad").first.get_by_role("link", name=re.compile("Tirar outra foto")).click()
    page.route("**/portal/envios/*/", CutTwice())
    send_paper(page, picture)
    page.unroute("**/portal/envios/*/")

    # Everything else that is obligatory.
    while (row := page.locator("li.rg-doc").filter(has_text=re.compile("Falta enviar|Refazer"))).count():
        row.first.get_by_role("link").first.click()
        send_paper(page, picture)

    page.get_by_role("button", name="Enviar tudo").click()
    expect(page.get_by_text("Tudo enviado. Agora é com a gente.")).to_be_visible()
    expect(page.locator("li.rg-doc").filter(has_text="Comprovante de endereço")).to_contain_text("Em análise")


def test_carla_reads_and_signs(open_page: OpenPage, demo: Demo, tmp_path: Path) -> None:
    page = enter(open_page, demo, "CARLA")

    while (open_text := page.get_by_role("link", name=re.compile("Ler e aceitar"))).count():
        open_text.first.click()
        page.get_by_label("Seu nome completo").fill("Carla Outra")
        page.get_by_label("Li o texto e aceito").check()
        page.get_by_role("button", name="Aceitar").click()
        expect(page.get_by_role("alert")).to_contain_text("Este não é o nome dos seus dados")
        page.get_by_label("Seu nome completo").fill("carla bittencourt")
        page.get_by_label("Li o texto e aceito").check()
        page.get_by_role("button", name="Aceitar").click()
        expect(page.get_by_text("O texto está aceito.")).to_be_visible()

    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("Baixar PDF.*Contrato")).first.click()
    name = coming.value.suggested_filename
    assert re.fullmatch(r"AC-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\.pdf", name)
    stranger = open_page("", f"/v/{name[:-4]}/")
    expect(stranger.get_by_text("A empresa guarda este texto aceito, e ele está intacto.")).to_be_visible()
    expect(stranger.locator("body")).not_to_contain_text("Carla")


def test_a_forwarded_link_lets_nobody_in_and_leaves_no_trace_in_the_address(open_page: OpenPage, demo: Demo) -> None:
    address, _born = link_of(demo, "OTÁVIO")
    page = open_page("", address, phone=True)
    page.wait_for_url("**/portal/confirmar/")
    page.get_by_label("Data de nascimento").fill("01/01/1990")
    page.get_by_role("button", name="Continuar").click()

    expect(page.get_by_role("alert")).to_contain_text("Restam 4 tentativas")
    assert "#" not in page.evaluate("location.href + document.referrer")
    guessed = open_page("", "/portal/entrar/#" + "A" * 43, phone=True)
    expect(guessed.get_by_role("heading", name="Este link não abre mais")).to_be_visible()


@pytest.mark.parametrize("zoomed", [False, True], ids=["phone", "200 %"])
def test_nobody_is_shut_out(open_page: OpenPage, demo: Demo, zoomed: bool) -> None:
    page = enter(open_page, demo, "MARIANA")
    if zoomed:
        page.set_viewport_size({"width": 320, "height": 640})
    found = []
    paths = [
        "/portal/",
        "/portal/dados/",
        "/portal/dados/pagamento/",
        "/portal/dados/dependentes/novo/",
        "/portal/novo-link/",
        "/portal/entrar/",
    ]
    for path in [*paths, "/portal/documentos/foto-3x4/", "/portal/documentos/nao-pedido/"]:
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            grave = [one for one in axe.Axe().run(page).response["violations"] if one["impact"] in GRAVE]
            found += [f"{path} {scheme}: {one['id']} on {one['nodes'][0]['html'][:160]}" for one in grave]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{path} is {wide} px too wide"] if wide > 1 else []

    assert found == []


def test_without_network_nothing_is_sent_into_nothing(open_page: OpenPage, demo: Demo) -> None:
    page = enter(open_page, demo, "MARIANA")
    page.goto("/portal/dados/contato/")
    if not page.get_by_role("button", name="Salvar e continuar").count():
        pytest.skip("the data are checked already")
    page.get_by_label("Celular").fill("(41) 97777-0000")
    page.context.set_offline(True)
    page.get_by_role("button", name="Salvar e continuar").click()

    expect(page.get_by_text("Nada se perde: fique nesta página")).to_be_visible()
    expect(page.get_by_label("Celular")).to_have_value("(41) 97777-0000")
    page.context.set_offline(False)
    page.get_by_role("button", name="Salvar e continuar").click()
    page.wait_for_url(re.compile(r"/portal/(\?feito=dados|dados/)"))
