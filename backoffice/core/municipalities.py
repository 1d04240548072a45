"""The units of the Brazilian federation, and the codes of municipalities that eSocial and invoices ask for (IBGE, 7 digits)."""

from functools import cache
from pathlib import Path

from backoffice.core.people import unaccented

# The 26 states and the Distrito Federal.
STATES = (
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA",
    "PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
)  # fmt: skip
_TABLE = Path(__file__).parent / "data" / "municipalities.tsv"


def municipality_code(*, city: str, state: str) -> str:
    """The 7 digits of the city however its accents are written, "" if the state has no such city: "Curitiba", "PR" -> "4106902"."""
    return _codes().get((state.upper(), _plain(city)), "")


def is_municipality(code: str) -> bool:
    """Whether the IBGE knows the code."""
    return code in _known()


def _plain(name: str) -> str:
    return " ".join(unaccented(name).replace("-", " ").replace("'", " ").replace("’", " ").split())


@cache
def _codes() -> dict[tuple[str, str], str]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines())
    return {(state, _plain(name)): code for code, state, name in rows}


@cache
def _known() -> frozenset[str]:
    return frozenset(_codes().values())
