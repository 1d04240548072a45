"""About how many rows a long list holds, without counting them."""

import json
from typing import Any

from django.db.models import QuerySet


def planned_rows(rows: "QuerySet[Any]") -> int:
    """
    The planner's guess, to two figures: 22,870 is about 23,000.

    One EXPLAIN, no row is read; it may be wrong by a lot for a rare search, so the screen says "about".
    """
    guess = int(json.loads(rows.order_by().explain(format="json"))[0]["Plan"]["Plan Rows"])
    return round(guess, 2 - len(str(guess))) if guess >= 100 else guess
