"""Who is being admitted in the demo shop, and how far each story goes."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """``invited``: days ago; ``starts`` and ``papers``: days ahead.  ``until`` is how far the story goes."""

    name: str
    born: tuple[int, int, int]
    sex: str
    until: str
    invited: int
    starts: int
    papers: int
    position: str = "auxiliar-expedicao"
    department: str = "expedicao"
    place: str = "cd"
    schedule: str = "expedicao"
    pay: str = "2350.00"
    contract_kind: str = "probation"
    probation: str = "45+45"
    marital: str = "1"


# The candidate who was invited last is the one whose papers are half there (backoffice/demo/papers.py).
CANDIDATES = [
    Candidate(name="Bianca Prestes", born=(1991, 8, 2), sex="F", until="cancelled", invited=16, starts=9, papers=4),
    Candidate(name="Rafael Teles Moreira", born=(1989, 2, 27), sex="M", until="first_day", invited=15, starts=2, papers=-4),
    Candidate(name="Carla Bittencourt", born=(1993, 11, 19), sex="F", until="contract", invited=12, starts=5, papers=-1, marital="2"),
    Candidate(
        name="Helena Duarte Pires",
        born=(1999, 4, 6),
        sex="F",
        until="review",
        invited=9,
        starts=12,
        papers=3,
        position="assist-atendimento",
        department="atendimento",
        place="matriz",
        schedule="comercial",
        pay="2480.00",
    ),
    Candidate(name="Igor Santana", born=(2001, 12, 30), sex="M", until="late", invited=8, starts=1, papers=-2),
    Candidate(
        name="Otávio Reis Lacerda",
        born=(1987, 6, 15),
        sex="M",
        until="invitation",
        invited=4,
        starts=17,
        papers=10,
        position="conferente",
        contract_kind="indefinite",
        probation="",
        pay="2890.00",
    ),
    Candidate(name="Mariana Souza Lima", born=(1996, 5, 14), sex="F", until="papers", invited=3, starts=10, papers=5, marital="2"),
]
