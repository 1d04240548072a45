"""A trial balance pasted from a spreadsheet, or saved by one as CSV: code, perhaps a name, debit and credit or one balance."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from backoffice.core.forms import parse_amount
from backoffice.core.money import ZERO
from backoffice.imports.reading.text import split_lines, split_record

MAX_LINES = 2000
_CODE = re.compile(r"\d+(\.\d+)*", re.ASCII)
_SIDES = {"d": 1, "c": -1, "debito": 1, "credito": -1, "débito": 1, "crédito": -1}


@dataclass
class PastedTable:
    """``balances`` by account, debit positive; ``problems`` are sentences that name the line."""

    balances: dict[str, Decimal] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_table(text: str, *, natures: Mapping[str, str]) -> PastedTable:
    """
    The balances of a pasted table.  ``natures`` is account -> debit or credit, of the accounts that may be typed.

    A single amount without D or C stands on the account's own side.  Lines without an account code (headings) are passed over.
    """
    table = PastedTable()
    lines, named = split_lines(text.strip("\ufeff"))
    delimiter = named or next((each for each in ("\t", ";", "|") if any(each in line for line in lines)), ";")
    for number, line in enumerate(lines[:MAX_LINES], start=1):
        cells = [cell.strip() for cell in split_record(line, delimiter)[0]]
        code = cells[0] if cells else ""
        if not _CODE.fullmatch(code):
            continue
        try:
            amount = _balance(cells[1:], natures.get(code, "debit"))
        except ValueError as wrong:
            table.problems.append(_("Line %(line)s: “%(value)s” is no amount.") % {"line": number, "value": str(wrong)[:40]})
            continue
        if not amount:
            continue
        if code not in natures:
            table.problems.append(
                _("Line %(line)s: no account %(account)s that takes entries. Use the code of one that is in the chart.")
                % {"line": number, "account": code[:20]}
            )
            continue
        table.balances[code] = table.balances.get(code, ZERO) + amount
    if len(lines) > MAX_LINES:
        table.problems.append(_("Only the first %(limit)s lines were read.") % {"limit": MAX_LINES})
    return table


def _balance(cells: list[str], nature: str) -> Decimal:
    """Debit positive.  The last two cells are debit and credit, or the last one a balance, perhaps followed by D or C."""
    while cells and not cells[-1] and len(cells) > 3:
        cells = cells[:-1]
    side = _SIDES.get(cells[-1].lower()) if cells else None
    if side is not None:
        return side * _amount(cells[-2] if len(cells) > 1 else "")
    if len(cells) > 2 or (len(cells) == 2 and _is_amount_or_empty(cells[0])):
        return _amount(cells[-2]) - _amount(cells[-1])
    own_side = 1 if nature == "debit" else -1
    return own_side * _amount(cells[-1] if cells else "")


def _is_amount_or_empty(cell: str) -> bool:
    try:
        _amount(cell)
    except ValueError:
        return False
    return True


def _amount(cell: str) -> Decimal:
    return parse_amount(cell) if cell and cell not in ("-", "\u2212") else ZERO
