"""From the invitation to the first day: HR at the desk, the candidate on a phone; and a vacation from asking to its notice."""

from __future__ import annotations

import io
import random
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import expect
from stdnum.br import cpf

from backoffice.servers.bootstrap import ROOT
from tests.e2e.behind import command
from tests.e2e.conftest import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from backoffice.pictures.demo import Demo

SCHEMAS = ROOT.parent / "shared" / "data" / "esocial-xsd-s13"
NAME, BORN = "Teresa Quintela Prado", "14/02/1994"
ASK = re.compile("Falta enviar|Refazer")


def today() -> date:
    """The company's day, as the demo counts it."""
    return datetime.now(ZoneInfo("America/Sao_Paulo")).date()


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def new_cpf() -> str:
    """One that nobody in the demo has."""
    base = f"{random.randrange(10**9):09d}"
    return next(number for ending in range(100) if cpf.is_valid(number := f"{base}{ending:02d}"))


def pdf_of(page: Page, address: str | None) -> bytes:
    answer = page.request.get(address or "")
    assert answer.headers["content-type"] == "application/pdf"
    body = answer.body()
    assert body.startswith(b"%PDF-")
    return body


def labelled(page: Page | Locator, label: str) -> Locator:
    """The field of this label, optional or not."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(opcional\))?\s*$"))


def invite(page: Page, number: str) -> None:
    """Somebody who begins today, without an address: HR hands over the link."""
    page.goto("/admissoes/nova/")
    labelled(page, "Nome completo").fill(NAME)
    labelled(page, "Data de nascimento").fill(BORN)
    labelled(page, "CPF").fill(number)
    labelled(page, "Telefone").fill("(41) 99555-0134")
    labelled(page, "Cargo").select_option(label="Auxiliar de expedição")
    labelled(page, "Departamento").select_option(label="Expedição")
    labelled(page, "Estabelecimento").select_option(label="Centro de distribuição")
    labelled(page, "Horário de trabalho").select_option(label="Expedição com sábado")
    labelled(page, "Contrato").select_option(label="Experiência de 45 + 45 dias, depois indeterminado")
    labelled(page, "Salário (R$)").fill("2.150,00")
    labelled(page, "Primeiro dia").fill(typed(today()))
    labelled(page, "Documentos até").fill(typed(today()))
    page.get_by_role("button", name="Convidar").click()
    page.wait_for_url("**/admissoes/AD-*/")


# The parts in their order: a label with what is typed, chosen ("@") or marked ("x").
PARTS = (
    {"Nome completo da mãe": "Marta Quintela", "Número do RG ou da CIN": "98.124.537-1", "Órgão emissor": "SSP/PR"},
    {"Feminino": "x", "Estado civil": "@Solteiro(a)", "Escolaridade": "@Médio completo"},
    {"Parda": "x"},
    {
        "CEP": "80420-090",
        "Rua ou avenida": "Rua Brigadeiro Franco",
        "Número": "1300",
        "Bairro": "Batel",
        "Cidade": "Curitiba",
        "Estado": "@PR",
    },
    {"E-mail": "teresa@exemplo.com.br"},
    {},
    {"Telefone": "x", "A chave": "41995550134"},
    {"Nome": "Marta Quintela", "Quem é": "mãe", "Telefone": "(41) 98811-0022"},
    {"Não, não preciso": "x"},
)


def fill_in(phone: Page) -> None:
    phone.get_by_role("link", name=re.compile("Começar.*Seus dados")).click()
    for place, answers in enumerate(PARTS, start=1):
        expect(phone.get_by_text(f"Parte {place} de {len(PARTS)}")).to_be_visible()
        for label, answer in answers.items():
            field = labelled(phone, label)
            if answer.startswith("@"):
                field.select_option(label=answer[1:])
            elif answer == "x":
                field.check()
            else:
                field.fill(answer)
        phone.get_by_role("button", name=re.compile("Salvar e continuar|Não tenho dependentes")).click()
    expect(phone.get_by_role("status").filter(has_text="Seus dados estão salvos.")).to_be_visible()


def photo(folder: Path, name: str) -> Path:
    drawn = io.BytesIO()
    Image.effect_noise((700, 500), 60).convert("RGB").save(drawn, "JPEG", quality=85)
    path = folder / name
    path.write_bytes(drawn.getvalue())
    return path


def send_papers(phone: Page, *pictures: Path) -> None:
    """Everything obligatory that waits for the candidate; the identity with all pictures."""
    while (row := phone.locator("li.rg-doc").filter(has_text=re.compile("Falta enviar|Refazer"))).count():
        several = pictures if "RG, CIN" in row.first.inner_text() else pictures[:1]
        row.first.get_by_role("link").first.click()
        phone.locator("input[type=file]").last.set_input_files(list(several))
        expect(phone.get_by_text("Pronto para enviar", exact=True)).to_have_count(len(several))
        phone.get_by_role("button", name="Enviar", exact=True).click()
        expect(phone.get_by_role("status").filter(has_text="O documento chegou.")).to_be_visible()


def open_paper(hr: Page, admission: str, name: str) -> None:
    hr.goto(admission)
    hr.get_by_role("link", name=f"Conferir {name}").click()
    expect(hr.locator("[data-pages] img").first).to_be_visible()


def accept(hr: Page) -> None:
    """The paper that is open, with the days that its kind asks for."""
    for label, day in (("Emitido em", today() - timedelta(days=20)), ("Vence em", today() + timedelta(days=900))):
        if (field := labelled(hr, label)).count():
            field.fill(typed(day))
    hr.get_by_role("button", name=re.compile("^check Aceitar|^Aceitar")).click()
    expect(hr.get_by_role("button", name="Desfazer")).to_be_visible()


def review(hr: Page, admission: str) -> None:
    """Page by page; one is refused."""
    open_paper(hr, admission, "RG, CIN ou CNH")
    hr.get_by_role("button", name="Página boa").first.click()
    expect(hr.locator("#pagina-1")).to_contain_text("Boa")
    accept(hr)
    open_paper(hr, admission, "Comprovante de endereço")
    hr.get_by_role("button", name=re.compile("Recusar")).first.click()
    dialog = hr.get_by_role("dialog")
    dialog.get_by_label("A foto cortou o número da casa").check()
    dialog.get_by_role("button", name="Recusar o documento").click()
    hr.goto(admission)
    while (waiting := hr.get_by_role("link", name=re.compile("^Conferir "))).count():
        waiting.first.click()
        accept(hr)
        hr.goto(admission)


def main(hr: Page, name: str) -> None:
    """The page's filled button, by its key."""
    expect(hr.locator("[data-key=e]")).to_contain_text(name)
    hr.keyboard.press("e")


def step(hr: Page, admission: str, name: str) -> None:
    """What the admission says comes next."""
    hr.goto(admission)
    main(hr, name)


def qualify(hr: Page, admission: str, number: str) -> None:
    """The Receita's page, copied."""
    step(hr, admission, "CPF")
    labelled(hr, "Nome").fill(NAME.upper())
    labelled(hr, "Data de nascimento").fill(BORN)
    labelled(hr, "Situação").select_option(label="Regular")
    labelled(hr, "Código de controle").fill("7F3A.92QD.10B4.C55E")
    hr.get_by_role("button", name="Comparar e gravar").click()
    expect(hr.get_by_role("status").filter(has_text="Qualificad")).to_be_visible()


def examine(hr: Page, admission: str, paper: Path) -> None:
    """Yesterday's exam: what it says, and its paper."""
    hr.goto(admission)
    hr.get_by_text("Mais ações").first.click()
    hr.get_by_role("link", name="Registrar resultado do exame").click()
    dialog = hr.get_by_role("dialog")
    dialog.get_by_label("Apto", exact=True).check()
    labelled(dialog, "Examinado em").fill(typed(today() - timedelta(days=1)))
    labelled(dialog, "Médico ou médica").fill("Helena Prado")
    labelled(dialog, "CRM").fill("21345")
    dialog.get_by_role("button", name="Registrar resultado").click()
    expect(hr.get_by_role("status").filter(has_text="Resultado")).to_be_visible()
    step(hr, admission, "ASO")
    hr.locator("input[type=file]").last.set_input_files(paper)
    expect(hr.get_by_text("Pronto para enviar", exact=True)).to_be_visible()
    hr.get_by_role("button", name="Entregar").click()
    expect(hr.locator("[data-pages] img").first).to_be_visible()
    accept(hr)


def sign(phone: Page) -> None:
    """Contract and policies, one by one; the copy is a PDF."""
    phone.goto("/portal/")
    while (waiting := phone.get_by_role("link", name=re.compile("Ler e aceitar"))).count():
        waiting.first.click()
        phone.get_by_label("Seu nome completo").fill(NAME)
        phone.get_by_label("Li o texto e aceito").check()
        phone.get_by_role("button", name="Aceitar").click()
        expect(phone.get_by_text("O texto está aceito.")).to_be_visible()
    pdf_of(phone, phone.get_by_role("link", name=re.compile("Baixar PDF.*Contrato")).first.get_attribute("href"))


def tell_esocial(hr: Page, demo: Demo, admission: str) -> None:
    """S-2190 and S-2200, held against the official schemas where they are; the receipt of each typed in."""
    has_schemas = SCHEMAS.is_dir()
    if has_schemas:
        command(demo, "load_esocial_schemas", str(SCHEMAS), "--valid-from", "2026-01-01")
    for kind in ("S-2190", "S-2200"):
        hr.goto(admission)
        hr.get_by_role("link", name="Abrir", exact=True).click()
        hr.get_by_role("link", name=re.compile("Gerar")).click()
        hr.get_by_label("Evento").select_option(kind)
        hr.get_by_role("button", name="Gerar arquivo").click()
        expect(hr.get_by_role("heading", level=1)).to_contain_text(kind)
        expect(hr.get_by_role("main")).to_contain_text("Está de acordo com o esquema" if has_schemas else "Ninguém conferiu")
        with hr.expect_download() as coming:
            hr.get_by_role("button", name="Baixar XML").click()
        assert coming.value.suggested_filename.endswith(".xml")
        hr.reload()
        hr.get_by_role("link", name="Anotar resposta").click()
        dialog = hr.get_by_role("dialog")
        dialog.get_by_label("Aceitou o arquivo e deu recibo").check()
        dialog.get_by_label("Número do recibo").fill(f"1.1.{random.randrange(10**19):019d}")
        dialog.get_by_role("button", name="Anotar resposta").click()
        expect(hr.get_by_role("heading", level=1)).to_contain_text("Com recibo")


def test_teresa_is_invited_and_admitted(open_page: OpenPage, demo: Demo, tmp_path: Path) -> None:
    front, back = photo(tmp_path, "IMG_0001.jpg"), photo(tmp_path, "IMG_0002.jpg")
    hr = open_page("hr", "/")
    number = new_cpf()
    invite(hr, number)
    admission = hr.url
    hr.get_by_role("button", name="Criar link para copiar").click()
    phone = open_page("", hr.locator(".hr-link").inner_text(), phone=True)
    phone.wait_for_url("**/portal/confirmar/")
    phone.get_by_label("Data de nascimento").fill(BORN)
    phone.get_by_role("button", name="Continuar").click()
    phone.wait_for_url("**/portal/")
    fill_in(phone)
    send_papers(phone, front, back)
    phone.get_by_role("button", name="Enviar tudo").click()
    expect(phone.get_by_text("Tudo enviado. Agora é com a gente.")).to_be_visible()

    review(hr, admission)
    phone.goto("/portal/")
    expect(phone.locator(".rg-doc-bad")).to_contain_text("A foto cortou o número da casa.")
    send_papers(phone, front)
    open_paper(hr, admission, "Comprovante de endereço")
    accept(hr)

    qualify(hr, admission, number)
    examine(hr, admission, front)
    sign(phone)
    tell_esocial(hr, demo, admission)
    hr.goto(admission)
    main(hr, "Admitir")
    hr.get_by_role("dialog").get_by_role("button", name="Admitir").click()
    expect(hr.get_by_role("status").filter(has_text="trabalha aqui")).to_be_visible()

    hr.goto(admission)
    hr.get_by_role("link", name="Abrir ficha").click()
    pdf_of(hr, hr.get_by_role("link", name="Ficha de registro").get_attribute("href"))
    phone.goto("/portal/")
    expect(phone.get_by_role("heading", name="Você está na equipe")).to_be_visible()


def ask_for_vacation(phone: Page) -> None:
    """Ten days from the first Monday on which the rules allow it; what waits already is taken back."""
    phone.goto("/meu/ausencias/")
    while (waiting := phone.get_by_role("button", name="Retirar")).count():
        waiting.first.click()
        phone.wait_for_load_state()
    phone.get_by_role("link", name="Pedir férias").click()
    monday = today() + timedelta(days=49 - today().weekday())
    for first in (monday + timedelta(days=7 * week) for week in range(3)):
        labelled(phone, "Primeiro dia").fill(typed(first))
        labelled(phone, "Último dia").fill(typed(first + timedelta(days=9)))
        phone.get_by_role("button", name="Pedir", exact=False).last.click()
        phone.wait_for_load_state()
        if phone.url.endswith("/meu/ausencias/"):
            break
    expect(phone.get_by_role("status").filter(has_text="Pedid")).to_be_visible()


def test_carlos_asks_diego_approves_and_the_notice_is_drawn(open_page: OpenPage) -> None:
    ask_for_vacation(open_page("employee", "/meu/ausencias/", phone=True))

    lead = open_page("warehouse", "/ausencias/")
    lead.get_by_role("row").filter(has_text="Carlos Mota").get_by_role("link").first.click()
    main(lead, "Aprovar")
    expect(lead.get_by_role("status").filter(has_text="aprovad")).to_be_visible()

    hr = open_page("hr", "/ausencias/avisos/")
    expect(hr.get_by_role("checkbox", name="Marcar Carlos Mota")).to_be_checked()
    hr.get_by_role("button", name="Gerar os avisos marcados").click()
    notice = hr.get_by_role("listitem").filter(has_text=re.compile("aviso de férias|avisos de férias")).first
    notice.get_by_role("link").first.wait_for(timeout=60_000)
    pdf_of(hr, notice.get_by_role("link").first.get_attribute("href"))
