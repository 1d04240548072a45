"""
Names, CPFs and e-mail addresses for the data set's anonymous persons: invented, but always the same for one person.

Everything follows from ``customer_unique_id`` alone, so that a second run meets the customers of the first.  The CPFs
have valid check digits, as the domain demands; they belong to nobody that the data set knows of.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


def _words(text: str) -> list[str]:
    return text.split()


GIVEN_NAMES = _words(
    "Ana Maria José João Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Gabriel Rafael Daniel Marcelo Bruno Eduardo Felipe "
    "Rodrigo Adriana Juliana Márcia Fernanda Patrícia Aline Sandra Camila Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa Mariana "
    "Gabriela Vera Vitória Larissa Cláudia Beatriz Rita Luana Sônia Renata Eliane Josefa Simone Natália Cristiane Carla Débora Rosângela "
    "Diego Thiago Gustavo Leonardo Fábio Vinícius Mateus Ricardo André Fernando Leandro Tiago Sérgio Alexandre Roberto Edson Caio Otávio "
    "Heloísa Lívia Isabela Sofia Alice Helena Valentina Manuela Cecília Eloá Lorena Lara Emanuelly Rebeca Davi Arthur Miguel Heitor Theo"
)
SURNAMES = _words(
    "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes "
    "Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana Teixeira "
    "Araújo Moraes Pinto Cavalcante Monteiro Moura Correia Batista Campos Duarte Farias Peixoto Tavares Azevedo Bezerra Siqueira Aguiar"
)
# RFC 2606 keeps .example for good: a letter to one of these persons can never arrive.
MAIL_DOMAIN = "olist.example"


@dataclass(frozen=True, slots=True)
class InventedPerson:
    name: str
    document: str
    email: str


def invent_documents(unique_ids: Iterable[str]) -> dict[str, str]:
    """
    A CPF for each person.  Two persons never share one: the later, by id, takes the next that is free.

    That makes the result depend on the set of persons as well, so hand in all of the file's, not those of one batch.
    """
    taken: dict[str, str] = {}
    for unique_id in sorted(set(unique_ids)):
        attempt = 0
        while (document := _document(unique_id, attempt)) in taken:
            attempt += 1
        taken[document] = unique_id
    return {unique_id: document for document, unique_id in taken.items()}


def invent_person(unique_id: str, document: str) -> InventedPerson:
    """Name and address of one person."""
    draw = _draw(unique_id, "name")
    given = GIVEN_NAMES[draw % len(GIVEN_NAMES)]
    middle, last = SURNAMES[draw // 1_000 % len(SURNAMES)], SURNAMES[draw // 1_000_000 % len(SURNAMES)]
    name = f"{given} {last}" if middle == last else f"{given} {middle} {last}"
    return InventedPerson(name=name, document=document, email=f"{unique_id}@{MAIL_DOMAIN}")


def _document(unique_id: str, attempt: int) -> str:
    # Never eleven equal digits: that passes the check but is no CPF.
    base = f"{1 + _draw(unique_id, f'cpf{attempt}') % (10**9 - 1):09d}"
    if len(set(base)) == 1:
        base = "1" + "0" * 8
    for _ in range(2):
        weighted = sum(int(digit) * weight for digit, weight in zip(base, range(len(base) + 1, 1, -1), strict=True))
        base += str(weighted * 10 % 11 % 10)
    return base


def _draw(unique_id: str, purpose: str) -> int:
    """A number that looks random and is always the same for this person and purpose; no secret hangs on it."""
    return int.from_bytes(hashlib.blake2b(f"{purpose}:{unique_id}".encode(), digest_size=8).digest(), "big")
