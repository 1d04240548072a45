"""
Which pictures there are: the one table behind README and the user's guide.

They only look: no step changes a record, so that they can be taken from any running demo.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "docs" / "pictures"
GUIDE = ROOT / "docs" / "guia" / "imagens"
# (act, what): click a selector, open the address of a link, press a key, type words, wait for a selector,
# see: scroll to a selector, paper: the first sheet of the PDF behind a link.
Steps = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """
    One picture: who looks (a role of the demo, "" for nobody), at which address, after which steps.

    ``height`` of the window in pixels, where the usual one cuts or wastes; ``part``: only this selector of the page.
    """

    name: str
    role: str
    path: str
    steps: Steps = ()
    folder: Path = GUIDE
    phone: bool = False
    dark: bool = False
    height: int = 0
    part: str = ""

    @property
    def file(self) -> Path:
        """Where it lies."""
        return self.folder / f"{self.name}.png"


SECOND_ROW = ("open", "tbody[data-rows] tr:nth-child(2) a[href]")
FIRST_ROW = ("open", "tbody[data-rows] a[href]")
MENU = ("click", ".rg-head .rg-more > summary")
ISSUED = ("open", "main a[href*=emitidos]")
WALK = ("open", ".rg-waves a:not([href*=conferencia])")
WAITING = "/pedidos/?view=to_approve"
LAST_DRE = "/relatorios/dre/?period=last_month"

ALBUM = [
    # README
    Picture("hoje", "sales", "/", folder=README),
    Picture("pedidos", "sales", "/pedidos/", folder=README),
    Picture("pedido", "sales", WAITING, (SECOND_ROW,), folder=README),
    Picture("dre", "finance_manager", LAST_DRE, folder=README),
    Picture(
        "dre-pdf",
        "finance_manager",
        "/relatorios/",
        (("open", "main a[href*=emitidos]"), ("paper", "a[href*='/arquivos/']:has-text('PDF')")),
        folder=README,
    ),
    Picture("estoque", "warehouse", "/estoque/", folder=README),
    Picture("separacao", "warehouse", "/separacao/", (WALK, ("wait", "#pos:visible")), folder=README, phone=True),
    Picture("admissoes", "hr", "/admissoes/", folder=README),
    # The guide, page by page
    Picture("portal", "candidate", "/portal/", phone=True),
    Picture("conferir-documento", "hr", "/documentos/revisao/", (("open", "tbody[data-rows] tr:nth-child(2) a[href]"),)),
    Picture("pessoa", "hr", "/pessoas/0007/?tab=employment"),
    Picture("admissao", "hr", "/admissoes/", (("open", "a[href^='/admissoes/A']:has-text('Mariana')"),)),
    Picture("qualificacao", "hr", "/admissoes/qualificacao/"),
    Picture("esocial", "hr", "/esocial/"),
    Picture("pedir-ferias", "employee", "/meu/ausencias/", phone=True),
    Picture("privacidade", "hr", "/privacidade/"),
    Picture("primeiros-passos", "admin", "/comecar/"),
    Picture("entrar", "", "/entrar/", height=560),
    Picture("segundo-fator", "finance", "/conta/seguranca/"),
    Picture("hoje-armazem", "warehouse", "/"),
    Picture("buscar", "sales", "/", (("press", "Control+k"), ("type", "ferreira"), ("wait", "#rg-hits li"))),
    Picture("lista-filtro", "sales", "/pedidos/?payment=pending", (("click", ".rg-filters [data-dialog]"),)),
    Picture("lista-marcar", "sales", "/pedidos/?view=to_approve", (("click", "[data-select-all]"),), height=560),
    Picture("aprovar", "sales", WAITING, (SECOND_ROW, ("click", "a.rg-btn-main"), ("wait", "dialog[open]"))),
    Picture("mais-acoes", "sales", WAITING, (FIRST_ROW, MENU)),
    Picture("cancelar", "sales", "/pedidos/?view=to_ship", (FIRST_ROW, MENU, ("click", "a[href*='/cancelar/']"), ("wait", "dialog[open]"))),
    Picture(
        "novo-pedido",
        "sales",
        "/pedidos/novo/",
        (("click", "#who"), ("type", "ferreira"), ("wait", ".rg-desk ul li")),
    ),
    Picture("separar", "warehouse", "/separacao/", (WALK, ("wait", "#pos:visible")), phone=True),
    Picture("separar-falta", "warehouse", "/separacao/", (WALK, ("click", "[data-dialog=short]")), phone=True),
    Picture("onda-nova", "warehouse", "/separacao/nova/"),
    Picture("embalar", "warehouse", "/expedicao/"),
    Picture("expedir", "warehouse", "/expedicao/", (("open", "main a[href^='?ler=']"),)),
    Picture("faltas", "warehouse", "/separacao/faltas/"),
    Picture("estoque-sku", "warehouse", "/estoque/", (FIRST_ROW,)),
    Picture("estoque-lista", "warehouse", "/estoque/?view=short", height=620),
    Picture("receber", "warehouse", "/estoque/entrada/"),
    Picture("acerto", "warehouse", "/estoque/", (FIRST_ROW, ("click", "[data-dialog-url*=acerto]"), ("wait", "dialog[open]"))),
    Picture("reconciliacoes", "warehouse", "/reconciliacoes/", height=560),
    Picture("dre-partes", "finance_manager", LAST_DRE, (("click", "td a.rg-open"), ("wait", ".rg-d-x:visible"))),
    Picture("lancamento", "finance_manager", "/pedidos/?view=shipped", (FIRST_ROW, ("open", "main a[href*=lancamentos]")), height=620),
    Picture("relatorios", "finance_manager", "/relatorios/"),
    Picture("relatorio-pedir", "finance_manager", "/relatorios/pedir/dre/"),
    Picture("relatorio-emitido", "finance_manager", "/relatorios/", (ISSUED,)),
    Picture("agendar", "finance_manager", "/relatorios/agendamentos/novo/?report=dre"),
    Picture("conferir-codigo", "", "/v/", height=460),
    Picture("fechar-mes", "finance_manager", "/financeiro/periodos/"),
    Picture("fechar-mes-ato", "finance_manager", "/financeiro/periodos/", (("click", ".rg-btn-main"), ("wait", "dialog[open]"))),
    Picture("importar", "sales", "/importar/"),
    Picture("importar-previa", "sales", "/importar/", (("open", "table a[href*=lote]"),)),
    Picture("usuarios", "admin", "/admin/core/user/"),
    Picture("papeis", "admin", "/conta/papeis/"),
    Picture("chaves", "admin", "/admin/core/apiclient/"),
    Picture("teclado", "sales", "/pedidos/", (("press", "?"), ("wait", "dialog[open]"))),
    Picture("conta", "sales", "/conta/"),
    Picture("escuro", "sales", "/", dark=True),
    Picture("celular", "sales", "/pedidos/", phone=True),
    Picture("avisos", "sales", "/avisos/"),
    Picture("avisos-preferencias", "sales", "/avisos/preferencias/"),
    Picture("conversa", "sales", "/pedidos/?view=open", (FIRST_ROW,), part=".rg-cols > .rg-stack:last-child"),
]
