"""About how many orders a long list holds, without counting them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from backoffice.core.actors import Actor
from orders.queries.filters import BoardFilter, board_orders


def estimate_count(*, actor: Actor, today: date, filters: Mapping[str, Any]) -> int:
    """
    The planner's guess for the rows that ``list_board`` would find, to two figures: 22,870 is about 23,000.

    One EXPLAIN, no row is read; it may be wrong by a lot for a rare search, so the screen says "about".
    """
    orders = board_orders(BoardFilter(**filters), actor=actor, today=today).order_by()
    guess = int(json.loads(orders.explain(format="json"))[0]["Plan"]["Plan Rows"])
    return round(guess, 2 - len(str(guess))) if guess >= 100 else guess
