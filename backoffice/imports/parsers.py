"""
Cells as people and Excel write them: text in, value out, CellProblem where it cannot be said for sure.

What is ambiguous is refused with an example, never guessed.  What Excel did to codes (zeros cut off, 1,23457E+12, a date
made of 3-4) is recognised and named with its remedy.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from stdnum import ean as ean_numbers

from backoffice.imports.importer import CellProblem

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE | re.ASCII)
# "3-abr", "03/abr", "abr/26" (pt) and "3-Apr", "Apr-26" (en): only as Excel writes them, because NOV-26 may well be a SKU.
_MONTHS = "jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez", "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MADE_A_DATE = re.compile(
    rf"\d{{1,2}}[/-](?:{_MONTHS[0]}|{_MONTHS[1]})(?:[/-]\d{{2,4}})?|(?:{_MONTHS[0]})/\d{{2}}|(?:{_MONTHS[1]})-\d{{2}}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}",
    re.ASCII,
)
_PORTUGUESE = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
_POINT = re.compile(r"\d+\.\d+", re.ASCII)
_THOUSAND_OR_DECIMAL = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_AMBIGUOUS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)|\d+(?:[.,]\d+)*", re.ASCII)
EXCEL_ERRORS = frozenset(
    "#N/A #N/D #REF! #VALUE! #VALOR! #DIV/0! #NAME? #NOME? #NUM! #NÚM! #NULL! #NULO! #SPILL! #CALC!".split()  # noqa: SIM905
)
_YES = frozenset(("sim", "s", "yes", "y", "true", "verdadeiro", "1", "ativo", "a", "active"))
_NO = frozenset(("nao", "n", "no", "false", "falso", "0", "inativo", "i", "inactive"))


def text(max_length: int, *, min_length: int = 1) -> Callable[[str], str]:
    """Words on one line in composed form (NFC), without control characters."""

    def parse(cell: str) -> str:
        words = unicodedata.normalize("NFC", _SPACES.sub(" ", cell))
        words = "".join(char for char in words if char.isprintable()).strip()
        if len(words) > max_length:
            raise CellProblem("too_long", limit=max_length, length=len(words))
        if len(words) < min_length:
            raise CellProblem("too_short", limit=min_length)
        return words

    return parse


def code(pattern: str, problem: str) -> Callable[[str], str]:
    """A code such as a SKU, exactly as it stands; ``problem`` names the sentence for what does not fit."""
    form = re.compile(pattern, re.ASCII)

    def parse(cell: str) -> str:
        require_unspoilt(cell)
        if not form.fullmatch(cell):
            raise CellProblem(problem)
        return cell

    return parse


def require_unspoilt(cell: str) -> None:
    """
    A code that Excel turned into a number or a date is lost; say so instead of keeping what it became.

    :raises CellProblem: excel_number, excel_date
    """
    if _SCIENTIFIC.fullmatch(cell):
        raise CellProblem("excel_number")
    if _MADE_A_DATE.fullmatch(cell):
        raise CellProblem("excel_date")


def digits(*lengths: int, problem: str) -> Callable[[str], str]:
    """Digits only, of one of these lengths; the usual punctuation is taken off."""

    def parse(cell: str) -> str:
        require_unspoilt(cell)
        plain = re.sub(r"[\s.\-/()]", "", cell)
        if not (plain.isascii() and plain.isdigit()) or len(plain) not in lengths:
            raise CellProblem(problem)
        return plain

    return parse


def ean(cell: str) -> str:
    """A barcode of 8, 12, 13 or 14 digits with its right check digit."""
    number = digits(8, 12, 13, 14, problem="ean_form")(cell)
    if not ean_numbers.is_valid(number):
        raise CellProblem("ean_rounded" if number.endswith("00000") else "ean_check")
    return number


def decimal(places: int, maximum: Decimal) -> Callable[[str], Decimal]:
    """
    "1.234,56", "R$ 1 234,5", "19.9" -> Decimal, zero or more, exactly as precise as written.

    "1,234.56" is refused: half the world reads it otherwise.  "1.234" is a thousand and some where there are two
    decimals at most; where more are allowed it could be either, and is refused.
    """

    def parse(cell: str) -> Decimal:
        clean = _SPACES.sub("", cell).removeprefix("R$").removeprefix("r$")
        if clean.startswith(("-", "\u2212")):
            raise CellProblem("negative")
        amount = _read_decimal(clean, places)
        if amount > maximum:
            raise CellProblem("too_large", limit=str(maximum))
        exponent = amount.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            raise CellProblem("too_fine", places=places)
        return amount

    return parse


def _read_decimal(clean: str, places: int) -> Decimal:
    if places > 2 and _THOUSAND_OR_DECIMAL.fullmatch(clean):
        raise CellProblem("ambiguous_number")
    if found := _PORTUGUESE.fullmatch(clean):
        return Decimal(f"{found[1].replace('.', '')}.{found[2] or '0'}")
    if _POINT.fullmatch(clean):
        return Decimal(clean)
    raise CellProblem("ambiguous_number" if _AMBIGUOUS.fullmatch(clean) else "not_a_number")


def whole(minimum: int, maximum: int) -> Callable[[str], int]:
    """A whole number: "12", "1.200", also "12,00" as Excel writes it."""

    def parse(cell: str) -> int:
        clean = _SPACES.sub("", cell)
        found = re.fullmatch(r"([-\u2212]?)([1-9]\d{0,2}(?:\.\d{3})+|\d{1,12})(?:,(0+))?", clean, re.ASCII)
        if not found:
            raise CellProblem("not_whole")
        number = int(found[2].replace(".", "")) * (-1 if found[1] else 1)
        if not minimum <= number <= maximum:
            raise CellProblem("out_of_range", minimum=minimum, maximum=maximum)
        return number

    return parse


def yes_no(cell: str) -> bool:
    """Sim/não, ativo/inativo, true/false, 1/0."""
    word = unicodedata.normalize("NFKD", cell.strip().lower()).encode("ascii", "ignore").decode()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellProblem("not_yes_no")
