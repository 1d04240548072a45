"""
States as data: what each status follows from, which acts each state allows, and why it refuses the others.

A status is never set: it is computed from facts (lines, shipments, payments, cancellation) by the pure functions here,
so that recomputing always equals what is stored.  An act has an ordered list of guards; the first one that objects
gives the reason, the same for the service that refuses and for the page that explains.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.error_texts import REASON_TEXTS
from orders.errors import TransitionRefused

# The allowed moves of each axis; staying is no move.  Anything else is a bug, and the service that tries it is stopped.
ORDER_MOVES: frozenset[tuple[str, str]] = frozenset({("open", "completed"), ("open", "cancelled"), ("open", "expired")})
FULFILMENT_MOVES: frozenset[tuple[str, str]] = frozenset(
    {
        ("unfulfilled", "partially_shipped"),
        ("unfulfilled", "shipped"),
        ("unfulfilled", "cancelled"),
        ("partially_shipped", "shipped"),
        # The rest is called off after all that left has arrived.
        ("partially_shipped", "delivered"),
        ("shipped", "delivered"),
    }
)
_UNPAID = ("pending", "authorized", "voided")
_PAID = ("partially_paid", "paid")
_GIVEN_BACK = ("partially_refunded", "refunded")
# Providers report in any order and in bundles, so a payment may skip stages; but money that came stays counted, and a
# chargeback stays a chargeback.
PAYMENT_MOVES: frozenset[tuple[str, str]] = frozenset(
    {(a, b) for a in _UNPAID for b in (*_UNPAID, *_PAID, *_GIVEN_BACK, "charged_back") if b != "pending"}
    | {("partially_paid", "paid"), ("partially_refunded", "refunded"), ("refunded", "partially_refunded")}
    | {(a, b) for a in _PAID for b in (*_GIVEN_BACK, "charged_back")}
    | {(a, "charged_back") for a in _GIVEN_BACK}
)
AXES = (ORDER_MOVES, PAYMENT_MOVES, FULFILMENT_MOVES)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """All that a status or a guard may look at.  Amounts in the order's currency, quantities in units over all lines."""

    number: str
    total: Decimal
    authorized_total: Decimal
    voided_total: Decimal
    captured_total: Decimal
    refunded_total: Decimal
    charged_back_total: Decimal
    ordered_units: int
    shipped_units: int
    cancelled_units: int
    undelivered_shipments: int
    channel_code: str
    channel_name: str
    ships_unpaid: bool
    cancelled_at: datetime | None
    expired_at: datetime | None
    delivered_at: datetime | None
    approval: str = "none"
    approval_reason: str = ""
    approval_limit: Decimal | None = None
    placed_by_id: int | None = None

    @property
    def open_units(self) -> int:
        return self.ordered_units - self.shipped_units - self.cancelled_units

    @property
    def to_pay(self) -> Decimal:
        """What the customer still owes; nothing once the order is off."""
        return Decimal("0.00") if self.is_off else max(self.total - self.captured_total, Decimal("0.00"))

    @property
    def to_refund(self) -> Decimal:
        """What the company holds and must give back: all of an order that is off, otherwise the overpayment."""
        kept = Decimal("0.00") if self.is_off else self.total
        return max(self.captured_total - self.refunded_total - self.charged_back_total - kept, Decimal("0.00"))

    @property
    def is_off(self) -> bool:
        return self.cancelled_at is not None or self.expired_at is not None


def payment_status(facts: OrderFacts) -> str:
    """The payment axis, from the sums of applied payment events alone: their order of arrival cannot matter."""
    if facts.charged_back_total > 0:
        return "charged_back"
    if facts.captured_total > 0:
        if facts.refunded_total >= facts.captured_total:
            return "refunded"
        if facts.refunded_total > 0:
            return "partially_refunded"
        return "paid" if facts.captured_total >= facts.total else "partially_paid"
    # Nothing to pay is paid: an order wholly covered by its discount.
    if facts.total == 0 and facts.ordered_units > 0:
        return "paid"
    if facts.authorized_total > facts.voided_total:
        return "authorized"
    return "voided" if facts.voided_total > 0 else "pending"


def fulfilment_status(facts: OrderFacts) -> str:
    """The fulfilment axis, from shipped and cancelled units and from what has arrived."""
    if facts.shipped_units == 0:
        return "cancelled" if facts.is_off else "unfulfilled"
    if facts.open_units > 0:
        return "partially_shipped"
    return "shipped" if facts.undelivered_shipments else "delivered"


def order_status(facts: OrderFacts) -> str:
    """Open until it is off, or until goods have arrived and money has been taken."""
    if facts.cancelled_at is not None:
        return "cancelled"
    if facts.expired_at is not None:
        return "expired"
    is_settled = facts.captured_total >= facts.total
    return "completed" if fulfilment_status(facts) == "delivered" and is_settled else "open"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act is refused: a code, its data, and where to go for the remedy (a page's name) if there is one."""

    code: str
    data: dict[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return REASON_TEXTS[self.code](self.data)


@dataclass(frozen=True, slots=True)
class Action:
    """An act as the page offers it.  ``name`` is a key of ``ACTS``."""

    name: str
    label: str | Promise
    permission: str
    allowed: bool
    reason: Reason | None
    is_next_step: bool


Guard = Callable[[OrderFacts], Reason | None]
ActorGuard = Callable[[OrderFacts, Actor], Reason | None]

APPROVE_ANY_AMOUNT = "orders.approve_any_amount"


def _is_not_off(facts: OrderFacts) -> Reason | None:
    if facts.cancelled_at is not None:
        return Reason("is_cancelled", {"at": facts.cancelled_at})
    if facts.expired_at is not None:
        return Reason("is_expired", {"at": facts.expired_at})
    return None


def _has_lines(facts: OrderFacts) -> Reason | None:
    return Reason("has_no_lines") if facts.ordered_units == 0 else None


def _has_open_units(facts: OrderFacts) -> Reason | None:
    return Reason("all_shipped", {"units": facts.shipped_units}) if facts.open_units == 0 else None


def _is_approved(facts: OrderFacts) -> Reason | None:
    if facts.approval != "waiting":
        return None
    above = facts.approval_limit is not None and facts.total > facts.approval_limit
    return Reason(
        "needs_approval",
        {
            "why": facts.approval_reason,
            "total": facts.total,
            "roles": policy.roles_holding(APPROVE_ANY_AMOUNT if above else "orders.approve"),
        },
    )


def _waits_for_approval(facts: OrderFacts) -> Reason | None:
    if facts.approval == "none":
        return Reason("needs_no_approval")
    return Reason("approval_decided") if facts.approval != "waiting" else None


def _is_within_limit(facts: OrderFacts, actor: Actor) -> Reason | None:
    """Larger totals are for those who may approve any."""
    if facts.approval_limit is None or facts.total <= facts.approval_limit or actor.may(APPROVE_ANY_AMOUNT):
        return None
    return Reason("above_limit", {"limit": facts.approval_limit, "roles": policy.roles_holding(APPROVE_ANY_AMOUNT)})


def _is_not_own(facts: OrderFacts, actor: Actor) -> Reason | None:
    """Four eyes: who typed the order in does not approve it."""
    return Reason("own_order") if actor.kind == "user" and facts.placed_by_id == actor.id else None


def _is_paid(facts: OrderFacts) -> Reason | None:
    if facts.ships_unpaid or facts.captured_total >= facts.total:
        return None
    return Reason("is_unpaid", {"missing": facts.to_pay, "channel": facts.channel_name})


def _is_not_given_back(facts: OrderFacts) -> Reason | None:
    """Goods do not leave for money that has been given or taken back."""
    returned = facts.refunded_total + facts.charged_back_total
    if returned and facts.captured_total - returned < facts.total and not facts.ships_unpaid:
        return Reason("money_given_back", {"returned": returned})
    return None


def _has_parcels_on_the_way(facts: OrderFacts) -> Reason | None:
    if facts.shipped_units == 0:
        return Reason("nothing_shipped")
    return None if facts.undelivered_shipments else Reason("all_delivered", {"at": facts.delivered_at})


def _is_unshipped(facts: OrderFacts) -> Reason | None:
    return Reason("already_shipped", {"units": facts.shipped_units}) if facts.shipped_units else None


def _is_not_sent(facts: OrderFacts) -> Reason | None:
    return Reason("address_sent", {"units": facts.shipped_units}) if facts.shipped_units else None


@dataclass(frozen=True, slots=True)
class _Act:
    label: Promise
    permission: str
    guards: tuple[Guard, ...]
    actor_guards: tuple[ActorGuard, ...] = ()


ACTS: dict[str, _Act] = {
    "approve": _Act(_("Approve"), "orders.approve", (_is_not_off, _waits_for_approval), (_is_not_own, _is_within_limit)),
    "refuse": _Act(_("Refuse approval"), "orders.approve", (_is_not_off, _waits_for_approval, _is_unshipped), (_is_within_limit,)),
    "record_payment": _Act(_("Record payment"), "orders.record_payment", ()),
    "ship": _Act(_("Ship"), "orders.ship", (_is_not_off, _has_lines, _has_open_units, _is_approved, _is_paid, _is_not_given_back)),
    "deliver": _Act(_("Confirm delivery"), "orders.deliver", (_has_parcels_on_the_way,)),
    "cancel_items": _Act(_("Cancel items"), "orders.cancel", (_is_not_off, _has_lines, _has_open_units)),
    "cancel": _Act(_("Cancel order"), "orders.cancel", (_is_not_off, _is_unshipped)),
}


# The small fields that a person changes in place (services.edits), and until when.
EDIT_GUARDS: dict[str, tuple[Guard, ...]] = {
    "promise": (_is_not_off, _has_open_units),
    "address": (_is_not_off, _is_not_sent),
    "note": (),
}


def edit_objection(name: str, facts: OrderFacts) -> Reason | None:
    """Why this part of the order may not be changed any more, None if it may."""
    return next((reason for guard in EDIT_GUARDS[name] if (reason := guard(facts)) is not None), None)


def require_edit(name: str, facts: OrderFacts) -> None:
    """
    Refuse the change unless the state allows it.

    :raises TransitionRefused: with the reason's code and data and the present statuses
    """
    reason = edit_objection(name, facts)
    if reason is not None:
        _refuse("edit", facts, reason)


def objection(name: str, facts: OrderFacts, actor: Actor | None = None) -> Reason | None:
    """The first reason that speaks against the act now (by this actor, if given), None if it may happen."""
    act = ACTS[name]
    reason = next((reason for guard in act.guards if (reason := guard(facts)) is not None), None)
    if reason is None and actor is not None:
        reason = next((reason for check in act.actor_guards if (reason := check(facts, actor)) is not None), None)
    return reason


def require(name: str, facts: OrderFacts, actor: Actor | None = None) -> None:
    """
    Refuse the act unless the state, and the actor's own standing to it, allow it.

    :raises TransitionRefused: with the reason's code and data and the present statuses
    """
    reason = objection(name, facts, actor)
    if reason is not None:
        _refuse(name, facts, reason)


def _refuse(name: str, facts: OrderFacts, reason: Reason) -> NoReturn:
    raise TransitionRefused(
        order=facts.number,
        action=name,
        reason=reason.code,
        **reason.data,
        status=order_status(facts),
        payment_status=payment_status(facts),
        fulfilment_status=fulfilment_status(facts),
    )


def available_actions(facts: OrderFacts, actor: Actor) -> list[Action]:
    """Every act with whether this actor may do it now, and if not, why; at most one is the next step."""
    next_name = _next_step(facts)
    return [_offer(name, facts, actor, is_next=name == next_name) for name in ACTS]


def _offer(name: str, facts: OrderFacts, actor: Actor, *, is_next: bool) -> Action:
    act = ACTS[name]
    reason = objection(name, facts, actor if actor.may(act.permission) else None)
    if reason is None and not actor.may(act.permission):
        reason = Reason("no_permission", {"roles": policy.roles_holding(act.permission)})
    return Action(name, act.label, act.permission, reason is None, reason, is_next and reason is None)


def _next_step(facts: OrderFacts) -> str | None:
    """What moves the order on.  Money comes from the provider and stock from the warehouse: waiting is not a step."""
    for name in ("approve", "ship", "deliver"):
        if objection(name, facts) is None:
            return name
    return None


def assert_moves(before: tuple[str, str, str], after: tuple[str, str, str]) -> None:
    """Stop the program if one of (order, payment, fulfilment) moves along a pair that its table does not know."""
    for old, new, allowed in zip(before, after, AXES, strict=True):
        if old != new and (old, new) not in allowed:
            raise AssertionError(f"no status moves from {old} to {new}")
