"""Invented customers with valid check digits, from a seeded generator."""

from dataclasses import dataclass
from random import Random
from typing import Any

from stdnum.br import cnpj, cpf

FIRST = [
    "Ana Beatriz",
    "Camila",
    "Joaquim",
    "Tatiane",
    "Bruno",
    "Elaine",
    "Marcos Vinícius",
    "Helena",
    "Rosângela",
    "Igor",
    "Wellington",
    "Patrícia",
    "Fernando",
    "Luzia",
    "Débora",
    "Rafael",
    "Sílvia",
    "Antônio",
    "Márcia",
    "Otávio",
    "Cecília",
    "Jéssica",
    "Érico",
    "Valéria",
    "João Pedro",
    "Lúcia",
    "Thiago",
    "Aline",
    "Gustavo",
    "Yasmin",
]
LAST = [
    "Nogueira",
    "Ferreira Prado",
    "Teles de Sá",
    "Okamoto",
    "Aguiar Lins",
    "Barros",
    "Leal",
    "Duarte",
    "Pires",
    "Matias Franco",
    "Souza Reis",
    "Galvão",
    "Yoshida",
    "Andrade",
    "Nunes Vidal",
    "Coelho",
    "Araújo",
    "Brandão",
    "Siqueira",
    "Peçanha",
    "Fontes",
    "Guimarães",
    "Sant'Anna",
    "Queiroz",
    "Tavares",
    "Moraes",
    "Rocha",
    "Assunção",
]
COMPANIES = [
    "Construtora Pedra Alta Ltda.",
    "Café Serra Azul Ltda.",
    "Pousada Ilha do Mel ME",
    "Escola Caminho Ltda.",
    "Bistrô da Praça Ltda.",
]
PLACES = [
    ("São Paulo", "SP", "01310100", 30),
    ("Campinas", "SP", "13010001", 8),
    ("Rio de Janeiro", "RJ", "20040002", 12),
    ("Niterói", "RJ", "24020005", 4),
    ("Belo Horizonte", "MG", "30112000", 9),
    ("Curitiba", "PR", "80730000", 10),
    ("Londrina", "PR", "86010000", 4),
    ("Porto Alegre", "RS", "90010150", 6),
    ("Joinville", "SC", "89201000", 4),
    ("Recife", "PE", "50010000", 4),
    ("Feira de Santana", "BA", "44001000", 3),
    ("Goiânia", "GO", "74003010", 3),
    ("Manaus", "AM", "69005000", 2),
    ("Fortaleza", "CE", "60010000", 3),
]
STREETS = [
    "Rua Padre Anchieta",
    "Avenida Brasil",
    "Rua das Palmeiras",
    "Rua XV de Novembro",
    "Alameda dos Ipês",
    "Rua Sete de Setembro",
    "Travessa do Sol",
]
DISTRICTS = ["Centro", "Bigorrilho", "Jardim América", "Vila Nova", "Boa Vista", "Santa Mônica"]


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    phone: str
    document: str
    address: dict[str, Any]


def invent_people(count: int, random: Random) -> list[Person]:
    """``count`` different customers; one in forty is a company."""
    people = []
    for index in range(count):
        company = index % 40 == 7
        name = f"{random.choice(FIRST)} {random.choice(LAST)}" if not company else COMPANIES[(index // 40) % len(COMPANIES)]
        city, state, postal_code, _weight = random.choices(PLACES, [place[3] for place in PLACES])[0]
        people.append(
            Person(
                name=name,
                email=f"cliente{index + 1}@exemplo.com.br",
                phone=f"+55{random.choice(['11', '41', '21', '31'])}9{random.randrange(10**8):08d}",
                document=_cnpj(index) if company else _cpf(random),
                address={
                    "line1": f"{random.choice(STREETS)}, {random.randrange(10, 2900)}",
                    "line2": random.choice(["", "", "ap. 32", "casa 2", "sala 801"]),
                    "district": random.choice(DISTRICTS),
                    "city": city,
                    "state": state,
                    "postal_code": postal_code,
                    "country": "BR",
                },
            )
        )
    return people


def _cpf(random: Random) -> str:
    base = f"{random.randrange(10**9):09d}"
    return next(number for ending in range(100) if cpf.is_valid(number := f"{base}{ending:02d}"))


def _cnpj(index: int) -> str:
    base = f"12ABC{345 + index:03d}0001"
    return base + cnpj.calc_check_digits(base)
