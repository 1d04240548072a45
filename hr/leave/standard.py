"""The kinds of leave that Brazilian law and practice know, as rows to start with: data, each with its source."""

from dataclasses import dataclass
from datetime import date

ALWAYS = date(2000, 1, 1)
# The one kind whose days come from the years of acquisition.
VACATION_CODE = "ferias"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardKind:
    """
    A row of LeaveKind.  ``days``: (from day, days, source) of each change of the law.

    Motives are eSocial's table 18 (S-1.3); "" where S-2230 is not asked for.
    """

    code: str
    name: str
    law: str
    nature: str = "leave"
    motive: str = ""
    is_paid: bool = True
    is_health: bool = False
    needs_document: bool = False
    can_be_asked: bool = True
    window_effect: str = "none"
    limit_per: str = "event"
    days: tuple[tuple[date, int, str], ...] = ()


STANDARD_KINDS = (
    StandardKind(code=VACATION_CODE, name="Férias", law="CLT 129 a 145", nature="vacation", motive="15"),
    StandardKind(
        code="atestado",
        name="Atestado médico",
        law="Lei 605/1949 art. 6",
        motive="03",
        is_health=True,
        needs_document=True,
        window_effect="benefit",
    ),
    StandardKind(
        code="acidente-trabalho",
        name="Acidente ou doença do trabalho",
        law="Lei 8.213/1991 arts. 59 e 60",
        motive="01",
        is_health=True,
        can_be_asked=False,
        window_effect="benefit",
    ),
    StandardKind(
        code="casamento",
        name="Casamento",
        law="CLT 473 II",
        needs_document=True,
        days=((ALWAYS, 3, "CLT 473 II"),),
    ),
    StandardKind(
        code="falecimento",
        name="Falecimento na família",
        law="CLT 473 I",
        days=((ALWAYS, 2, "CLT 473 I"),),
    ),
    StandardKind(
        code="paternidade",
        name="Licença-paternidade",
        law="CLT 473 III",
        needs_document=True,
        days=(
            (ALWAYS, 5, "ADCT 10 par. 1; CLT 473 III"),
            (date(2027, 1, 1), 10, "Lei 15.371/2026"),
            (date(2028, 1, 1), 15, "Lei 15.371/2026"),
            (date(2029, 1, 1), 20, "Lei 15.371/2026"),
        ),
    ),
    StandardKind(
        code="maternidade",
        name="Licença-maternidade",
        law="CF 7 XVIII; CLT 392",
        motive="17",
        needs_document=True,
        days=((ALWAYS, 120, "CF 7 XVIII; CLT 392"),),
    ),
    StandardKind(
        code="adocao",
        name="Licença por adoção",
        law="CLT 392-A",
        motive="20",
        needs_document=True,
        days=((ALWAYS, 120, "CLT 392-A"),),
    ),
    StandardKind(
        code="maternidade-prorrogada",
        name="Prorrogação da licença-maternidade",
        law="Lei 11.770/2008",
        motive="18",
        can_be_asked=False,
        days=((ALWAYS, 60, "Lei 11.770/2008"),),
    ),
    StandardKind(
        code="aborto",
        name="Aborto não criminoso",
        law="CLT 395",
        motive="19",
        is_health=True,
        needs_document=True,
        can_be_asked=False,
        days=((ALWAYS, 14, "CLT 395"),),
    ),
    StandardKind(
        code="doacao-sangue",
        name="Doação de sangue",
        law="CLT 473 IV",
        needs_document=True,
        limit_per="year",
        days=((ALWAYS, 1, "CLT 473 IV"),),
    ),
    StandardKind(
        code="exame-preventivo",
        name="Exame preventivo de câncer",
        law="CLT 473 XII",
        is_health=True,
        needs_document=True,
        limit_per="year",
        days=((ALWAYS, 3, "CLT 473 XII"),),
    ),
    StandardKind(
        code="consulta-gestante",
        name="Acompanhar gestante em consulta",
        law="CLT 473 X",
        needs_document=True,
        limit_per="year",
        days=((ALWAYS, 6, "CLT 473 X"),),
    ),
    StandardKind(
        code="consulta-filho",
        name="Levar filho de até 6 anos ao médico",
        law="CLT 473 XI",
        needs_document=True,
        limit_per="year",
        days=((ALWAYS, 1, "CLT 473 XI"),),
    ),
    StandardKind(code="titulo-eleitor", name="Alistamento eleitoral", law="CLT 473 V", days=((ALWAYS, 2, "CLT 473 V"),)),
    StandardKind(code="vestibular", name="Prova de vestibular", law="CLT 473 VII", needs_document=True),
    StandardKind(code="juizo", name="Comparecer em juízo", law="CLT 473 VIII", needs_document=True),
    StandardKind(code="servico-militar", name="Serviço militar", law="CLT 472", motive="29", needs_document=True, can_be_asked=False),
    StandardKind(
        code="violencia-domestica",
        name="Afastamento por violência doméstica",
        law="Lei 11.340/2006 art. 9 par. 2 II",
        motive="25",
        is_health=True,
        needs_document=True,
        can_be_asked=False,
        days=((ALWAYS, 180, "Lei 11.340/2006 art. 9 par. 2 II"),),
    ),
    StandardKind(code="licenca-remunerada", name="Licença remunerada", law="CLT 133 II", motive="16", window_effect="paid_leave"),
    StandardKind(code="licenca-sem-remuneracao", name="Licença sem remuneração", law="CLT 444", motive="21", is_paid=False),
    StandardKind(code="falta-abonada", name="Falta abonada", law="CLT 131 IV"),
    StandardKind(code="falta", name="Falta injustificada", law="CLT 130", nature="absence", is_paid=False, can_be_asked=False),
)
