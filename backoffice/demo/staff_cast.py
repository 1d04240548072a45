"""
Who works in the demo shop, and where: invented, like everybody there.  Months count back from today.

Whoever signs in to the demo has an employment too, but for the auditor and the accountant, who come from outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

# code, name, inside of, head's matrícula, cost centre
DEPARTMENTS = [
    ("diretoria", "Diretoria", "", "0001", "adm"),
    ("financeiro", "Financeiro", "diretoria", "0002", "adm"),
    ("gente", "Gente", "diretoria", "0003", "adm"),
    ("vendas", "Vendas", "diretoria", "0004", "vendas"),
    ("atendimento", "Atendimento", "vendas", "0004", "vendas"),
    ("operacoes", "Operações", "diretoria", "0005", "operacao"),
    ("expedicao", "Expedição", "operacoes", "0005", "operacao"),
]
COST_CENTERS = [("adm", "Administração"), ("vendas", "Vendas e atendimento"), ("operacao", "Operação")]
# code, name, CBO
POSITIONS = [
    ("diretor-geral", "Diretor geral", "121010"),
    ("gerente-financeiro", "Gerente financeiro", "142115"),
    ("analista-financeiro", "Analista financeiro", "252545"),
    ("assist-financeiro", "Assistente financeiro", "411010"),
    ("gerente-gente", "Gerente de gente", "142205"),
    ("supervisor-vendas", "Supervisor de vendas", "520110"),
    ("vendedor", "Vendedor", "521110"),
    ("assist-atendimento", "Assistente de atendimento", "411010"),
    ("encarregado", "Encarregado de expedição", "410220"),
    ("auxiliar-expedicao", "Auxiliar de expedição", "414140"),
    ("conferente", "Conferente de mercadorias", "414215"),
    ("aprendiz-logistica", "Aprendiz de logística", "414140"),
    ("estagiario-marketing", "Estagiário de marketing", "411005"),
]
# code, name, hours a week, part time (eSocial), [(weekdays, begins, ends, break in minutes)]
SCHEDULES: list[tuple[str, str, str, str, list[tuple[Sequence[int], str, str, int]]]] = [
    ("comercial", "Comercial, segunda a sexta", "44.00", "0", [(range(5), "08:00", "17:48", 60)]),
    ("expedicao", "Expedição com sábado", "44.00", "0", [(range(5), "09:00", "18:00", 60), ([5], "08:00", "12:00", 0)]),
    ("aprendiz", "Aprendiz, manhã", "20.00", "1", [(range(5), "08:00", "12:00", 0)]),
    ("estagio", "Estágio, 6 horas", "30.00", "2", [(range(5), "09:00", "15:15", 15)]),
]


@dataclass(frozen=True, kw_only=True)
class Hand:
    """
    One employment.  ``jobs``: (months ago, position, department); ``pay``: (months ago, BRL a month); ``born``: year, month, day.
    ``dependents``: (name, relationship, date of birth).
    """

    number: str
    name: str
    born: tuple[int, int, int]
    sex: str
    since: int
    jobs: list[tuple[int, str, str]]
    pay: list[tuple[int, str]]
    manager: str = ""
    schedule: str = "comercial"
    place: str = "matriz"
    kind: str = "indefinite"
    username: str = ""
    social_name: str = ""
    education: str = "07"
    race: str = "1"
    marital: str = "1"
    ended: int | None = None
    dependents: list[tuple[str, str, tuple[int, int, int]]] = field(default_factory=list)

    def salaries(self) -> list[tuple[int, Decimal]]:
        """From which month on, how much."""
        return [(months, Decimal(amount)) for months, amount in self.pay]


CAST = [
    Hand(
        number="0001",
        name="Bruno Aguiar",
        born=(1979, 3, 12),
        sex="M",
        since=88,
        username="admin",
        education="10",
        marital="2",
        jobs=[(88, "diretor-geral", "diretoria")],
        pay=[(88, "9500.00"), (40, "12800.00"), (10, "14500.00")],
        dependents=[("Teresa Aguiar", "03", (2015, 6, 2)), ("Marta Leal Aguiar", "01", (1981, 1, 20))],
    ),
    Hand(
        number="0002",
        name="Lívia Vasques",
        born=(1985, 11, 3),
        sex="F",
        since=64,
        username="livia",
        education="09",
        manager="0001",
        jobs=[(64, "analista-financeiro", "financeiro"), (31, "gerente-financeiro", "financeiro")],
        pay=[(64, "4200.00"), (31, "7100.00"), (9, "7650.00")],
        marital="2",
        dependents=[("Caio Vasques", "03", (2019, 9, 14))],
    ),
    Hand(
        number="0003",
        name="Sílvia Nakamura",
        born=(1988, 7, 25),
        sex="F",
        since=52,
        username="silvia",
        education="10",
        race="4",
        manager="0001",
        jobs=[(52, "gerente-gente", "gente")],
        pay=[(52, "5800.00"), (21, "6400.00"), (9, "6900.00")],
    ),
    Hand(
        number="0004",
        name="Renata Moura",
        born=(1990, 1, 30),
        sex="F",
        since=47,
        username="renata",
        education="09",
        race="3",
        manager="0001",
        jobs=[(47, "vendedor", "vendas"), (20, "supervisor-vendas", "vendas")],
        pay=[(47, "2600.00"), (20, "4300.00"), (9, "4620.00")],
        dependents=[("Alice Moura", "03", (2021, 4, 8))],
    ),
    Hand(
        number="0005",
        name="Diego Ramos",
        born=(1986, 9, 17),
        sex="M",
        since=58,
        username="diego",
        race="2",
        manager="0001",
        schedule="expedicao",
        place="cd",
        marital="2",
        jobs=[(58, "auxiliar-expedicao", "expedicao"), (26, "encarregado", "expedicao")],
        pay=[(58, "1650.00"), (26, "2900.00"), (9, "3150.00")],
        dependents=[("Davi Ramos", "03", (2016, 2, 11)), ("Lara Ramos", "03", (2020, 12, 1))],
    ),
    Hand(
        number="0006",
        name="Paulo Tavares",
        born=(1992, 5, 6),
        sex="M",
        since=33,
        username="paulo",
        education="09",
        manager="0002",
        jobs=[(33, "assist-financeiro", "financeiro"), (14, "analista-financeiro", "financeiro")],
        pay=[(33, "2400.00"), (14, "3900.00"), (9, "4150.00")],
    ),
    Hand(
        number="0007",
        name="Carlos Mota",
        born=(1997, 8, 21),
        sex="M",
        since=23,
        username="carlos",
        race="3",
        manager="0005",
        schedule="expedicao",
        place="cd",
        jobs=[(23, "auxiliar-expedicao", "expedicao")],
        pay=[(23, "1980.00"), (9, "2140.00")],
        dependents=[("Enzo Mota", "03", (2024, 5, 19))],
    ),
    Hand(
        number="0008",
        name="Tatiane Barros",
        born=(1994, 2, 9),
        sex="F",
        since=35,
        race="2",
        manager="0005",
        schedule="expedicao",
        place="cd",
        jobs=[(35, "auxiliar-expedicao", "expedicao"), (12, "conferente", "expedicao")],
        pay=[(35, "1720.00"), (12, "2250.00"), (9, "2430.00")],
        dependents=[("Sofia Barros", "03", (2017, 10, 27))],
    ),
    Hand(
        number="0009",
        name="João Pedro Siqueira",
        born=(2000, 12, 4),
        sex="M",
        since=15,
        race="3",
        manager="0005",
        schedule="expedicao",
        place="cd",
        jobs=[(15, "auxiliar-expedicao", "expedicao")],
        pay=[(15, "1980.00"), (9, "2140.00")],
    ),
    Hand(
        number="0010",
        name="Márcia Yoshida",
        social_name="Igor Yoshida",
        born=(1995, 6, 18),
        sex="F",
        since=18,
        education="08",
        race="4",
        manager="0004",
        jobs=[(18, "vendedor", "vendas")],
        pay=[(18, "2450.00"), (9, "2620.00")],
    ),
    Hand(
        number="0011",
        name="Camila Okamoto",
        born=(1999, 4, 2),
        sex="F",
        since=2,
        kind="probation",
        race="4",
        manager="0004",
        jobs=[(2, "assist-atendimento", "atendimento")],
        pay=[(2, "2180.00")],
    ),
    Hand(
        number="0012",
        name="Elaine Rocha",
        born=(1991, 10, 13),
        sex="F",
        since=29,
        manager="0004",
        race="3",
        jobs=[(29, "assist-atendimento", "atendimento")],
        pay=[(29, "1890.00"), (9, "2040.00")],
        marital="4",
    ),
    Hand(
        number="0013",
        name="Yasmin Fontes",
        born=(2008, 8, 8),
        sex="F",
        since=6,
        kind="apprentice",
        education="06",
        race="3",
        manager="0005",
        schedule="aprendiz",
        place="cd",
        jobs=[(6, "aprendiz-logistica", "expedicao")],
        pay=[(6, "736.82")],
    ),
    Hand(
        number="0014",
        name="Rafael Galvão",
        born=(2004, 3, 15),
        sex="M",
        since=8,
        kind="intern",
        education="08",
        manager="0004",
        schedule="estagio",
        jobs=[(8, "estagiario-marketing", "vendas")],
        pay=[(8, "1400.00")],
    ),
    Hand(
        number="0015",
        name="Otávio Leal",
        born=(1983, 12, 28),
        sex="M",
        since=40,
        manager="0005",
        schedule="expedicao",
        place="cd",
        jobs=[(40, "conferente", "expedicao")],
        pay=[(40, "1900.00"), (21, "2090.00")],
        ended=5,
    ),
]
