"""
The papers that a Brazilian shop asks of whom it employs, as a beginning: the register is the company's own.

Never among them: tests of pregnancy or sterilisation (Lei 9.029/1995, art. 2), and proof of debts or criminal records
where the work does not ask for it.  Sources stand beside each paper.  Names and advice are data in the user's language.
"""

from dataclasses import dataclass

EMPLOYED = ("indefinite", "probation", "fixed_term", "apprentice")
STUDYING = ("apprentice", "intern")


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule of the checklist: of these kinds of contract (none: of all), of these people, and whether it must be there."""

    is_mandatory: bool = True
    contracts: tuple[str, ...] = ("",)
    only_if: str = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A kind of document; ``asked`` are its rules, none: only asked where the company adds one."""

    code: str
    name: str
    advice: str
    asked: tuple[Asked, ...] = ()
    pages: int = 1
    issue_date: bool = False
    expiry: bool = False
    valid_months: int | None = None
    of_dependents: bool = False
    is_health: bool = False
    years: int = 5


STANDARD: tuple[Paper, ...] = (
    Paper(
        code="cpf",
        name="CPF",
        advice="Cartão, comprovante da Receita ou outro documento em que o número apareça inteiro.",
        asked=(Asked(),),
        pages=2,
    ),
    Paper(
        code="identidade",
        name="RG, CIN ou CNH",
        advice="Frente e verso, fora da capa de plástico, sem reflexo.",
        asked=(Asked(),),
        pages=2,
    ),
    # Digital since 2019, its number is the CPF (CLT art. 16); interns have no employment to write down.
    Paper(
        code="ctps",
        name="Carteira de Trabalho Digital",
        advice="No aplicativo, toque em Enviar e escolha PDF.",
        asked=(Asked(contracts=EMPLOYED),),
        pages=5,
    ),
    Paper(code="pis", name="PIS ou NIS", advice="Se já trabalhou antes: o número está na CTPS Digital.", asked=(Asked(False),)),
    Paper(
        code="comprovante-endereco",
        name="Comprovante de endereço",
        advice="Conta dos últimos 3 meses, com as quatro bordas aparecendo.",
        asked=(Asked(),),
        pages=2,
        issue_date=True,
    ),
    Paper(
        code="certidao",
        name="Certidão de nascimento ou casamento",
        advice="A folha inteira, com o carimbo e o selo legíveis.",
        asked=(Asked(),),
        pages=2,
    ),
    Paper(
        code="titulo-eleitor",
        name="Título de eleitor",
        advice="Vale a tela do e-Título com o número e a zona.",
        asked=(Asked(False),),
        pages=2,
    ),
    # Lei 4.375/1964, arts. 5 and 74.
    Paper(
        code="reservista",
        name="Certificado de reservista",
        advice="Frente e verso. Serve também o de alistamento ou de dispensa.",
        asked=(Asked(only_if="men_18_45"),),
        pages=2,
    ),
    Paper(
        code="escolaridade",
        name="Comprovante de escolaridade",
        advice="Diploma, certificado ou histórico do último curso.",
        asked=(Asked(False),),
        pages=4,
    ),
    # Apprentices: CLT art. 428 par. 1; interns: Lei 11.788/2008, art. 3 I.
    Paper(
        code="matricula-escolar",
        name="Declaração de matrícula e frequência",
        advice="Da escola ou faculdade, deste semestre, com assinatura ou código de conferência.",
        asked=(Asked(contracts=STUDYING),),
        pages=2,
        issue_date=True,
        valid_months=6,
    ),
    Paper(code="foto", name="Foto 3x4", advice="Pode ser uma selfie com fundo claro, sem óculos escuros.", asked=(Asked(),)),
    # NR-7 7.5.19; kept for twenty years after the contract (NR-7 7.6.1.2).
    Paper(
        code="aso",
        name="ASO admissional",
        advice="O atestado do exame, com a assinatura e o CRM de quem examinou.",
        asked=(Asked(),),
        pages=2,
        issue_date=True,
        is_health=True,
        years=20,
    ),
    # Decreto 10.854/2021, art. 112.
    Paper(
        code="vale-transporte",
        name="Opção de vale-transporte",
        advice="A declaração preenchida e assinada, também se não quiser o benefício.",
        asked=(Asked(False),),
    ),
    Paper(
        code="certidao-dependente",
        name="Certidão do dependente",
        advice="Nascimento, casamento ou guarda, de cada dependente, com o CPF.",
        asked=(Asked(only_if="children"),),
        pages=2,
        of_dependents=True,
    ),
    # Family allowance: vaccination until six, school from four (Decreto 3.048/1999, art. 84).
    Paper(
        code="vacina-dependente",
        name="Caderneta de vacinação (até 6 anos)",
        advice="As páginas com o nome e as vacinas do último ano.",
        asked=(Asked(False, only_if="children"),),
        pages=4,
        issue_date=True,
        valid_months=12,
        of_dependents=True,
    ),
    Paper(
        code="frequencia-dependente",
        name="Frequência escolar (de 4 a 14 anos)",
        advice="Declaração da escola deste semestre.",
        asked=(Asked(False, only_if="children"),),
        issue_date=True,
        valid_months=6,
        of_dependents=True,
    ),
    # Lei 13.445/2017, art. 19.
    Paper(
        code="rnm",
        name="Registro Nacional Migratório",
        advice="Carteira (RNM) ou protocolo do pedido, frente e verso.",
        asked=(Asked(only_if="foreign"),),
        pages=2,
        expiry=True,
    ),
    # Lei 8.213/1991, art. 93; Decreto 3.298/1999, art. 36.
    Paper(
        code="laudo-deficiencia",
        name="Laudo caracterizador da deficiência",
        advice="Com o tipo da deficiência, a assinatura e o CRM.",
        asked=(Asked(only_if="disability"),),
        pages=6,
        issue_date=True,
        is_health=True,
    ),
    # Codigo Civil art. 4 I; CLT art. 439.
    Paper(
        code="autorizacao-responsavel",
        name="Autorização e documento do responsável",
        advice="Autorização assinada e o documento com foto de quem assinou.",
        asked=(Asked(only_if="minor"),),
        pages=3,
    ),
    # CTB art. 147: asked where the company adds a rule for the positions that drive.
    Paper(code="cnh", name="CNH de quem dirige", advice="Frente e verso, ou o PDF da CNH Digital.", pages=2, expiry=True),
)
