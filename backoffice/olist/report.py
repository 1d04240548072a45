"""What the import prints."""

import re
import resource
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from django.core.management.color import Style
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.olist.importing import Outcome
from backoffice.olist.odd_rows import TEXTS, OddOrder
from backoffice.olist.tie_out import TieOutLine

LABEL_WIDTH, VALUE_WIDTH = 76, 16
EXAMPLES = 5
# What Linux tells about this process.
_PROCESS = Path("/proc/self/status")


def outcome_text(outcome: Outcome) -> str:
    """One sentence about what was done."""
    rate = outcome.imported / outcome.orders_seconds if outcome.orders_seconds else 0
    return _("%(imported)s orders imported in %(seconds)s s (%(rate)s a second); %(known)s were here already. Shop: %(shop)s s.\n") % {
        "imported": outcome.imported,
        "seconds": f"{outcome.orders_seconds:.1f}",
        "rate": f"{rate:.0f}",
        "known": outcome.known,
        "shop": f"{outcome.shop_seconds:.1f}",
    }


def tie_out_text(lines: Sequence[TieOutLine], style: Style) -> str:
    """The table: measure, file, database, verdict."""
    title, file, database = (pgettext("tie-out", "Tie-out"), pgettext("tie-out", "file"), pgettext("tie-out", "database"))
    heading = f"{title:<{LABEL_WIDTH}}{file:>{VALUE_WIDTH}}{database:>{VALUE_WIDTH}}"
    text = [style.MIGRATE_HEADING(heading)]
    for section, of_section in groupby(lines, key=lambda line: str(line.section)):
        text.append(style.MIGRATE_LABEL(section))
        text += [_line_text(line, style) for line in of_section]
    passed = sum(line.passed for line in lines)
    verdict = _("%(passed)s of %(count)s lines hold.") % {"passed": passed, "count": len(lines)}
    text.append(style.SUCCESS(verdict) if passed == len(lines) else style.ERROR(verdict))
    return "\n".join(text) + "\n"


def odd_orders_text(odd_orders: Sequence[OddOrder]) -> str:
    """The first few of every kind, with our number: where to look."""
    text = [_("Odd rows, imported and not dropped (first %(count)s of each kind: our number, Olist's order_id)") % {"count": EXAMPLES}]
    for kind, of_kind in groupby(odd_orders, key=lambda odd: odd.kind):
        orders = list(of_kind)
        text.append(f"  {TEXTS[kind]}: {len(orders)}")
        text += [f"      {odd.number or '-':>8}  {odd.order_id}" for odd in orders[:EXAMPLES]]
    return "\n".join(text) + "\n"


def memory_text() -> str:
    """The peak of this process.  VmHWM where there is one: ru_maxrss begins with what the parent had at the fork."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", _PROCESS.read_text()) if _PROCESS.exists() else None
    kib = int(peak[1]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return _("Peak memory of the import: %(mb)s MB.") % {"mb": kib // 1024}


def _line_text(line: TieOutLine, style: Style) -> str:
    verdict = style.SUCCESS("ok") if line.passed else style.ERROR(pgettext("tie-out", "differs"))
    return f"  {str(line.label):<{LABEL_WIDTH - 2}}{_value(line.expected):>{VALUE_WIDTH}}{_value(line.found):>{VALUE_WIDTH}}  {verdict}"


def _value(value: int | Decimal) -> str:
    return number_format(value, decimal_pos=2 if isinstance(value, Decimal) else 0, force_grouping=True)
