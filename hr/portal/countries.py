"""
Countries by eSocial's table 06 (layout S-1.3): three digits, the code of the central bank without its check digit.

hr/data/countries.tsv has its states and territories in short names, also those that are no more: people were born there.  Rows of
the table that are no place to be born in (Manaus free zone, chartered ships, possessions without inhabitants) are left out.
"""

from pathlib import Path

from backoffice.core.people import unaccented

BRAZIL = "105"
_TABLE = Path(__file__).parent.parent / "data" / "countries.tsv"


def _read() -> list[tuple[str, str]]:
    rows = [(code, name) for code, _tab, name in (line.partition("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines())]
    return sorted(rows, key=lambda row: (row[0] != BRAZIL, unaccented(row[1]).lower()))


# Brazil first, then by name.
COUNTRIES = _read()
