"""Goods come in, are counted, change places."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from backoffice.core.actors import Actor
from inventory.services.drafts import AdjustmentLine, MovedItem, ReceiptLine, TransferLine


@transaction.atomic
def receive(*, lines: Sequence[ReceiptLine], reference: str, origin: str, by: Actor, at: datetime) -> list[MovedItem]:
    """
    Take goods in; ``origin`` is purchase, opening or customer_return.  Publishes StockReceived.

    :raises UnknownVariant: a SKU or id that is no active simple variant
    :raises UnknownLocation: not a place of the company
    """
    raise NotImplementedError


@transaction.atomic
def adjust(*, lines: Sequence[AdjustmentLine], reference: str, reason: str, by: Actor, at: datetime) -> list[MovedItem]:
    """
    Correct the stock after a count or a loss.  Publishes StockAdjusted with the signed value.

    :raises StockPromised: the stock would fall below what is reserved, or below zero
    """
    raise NotImplementedError


@transaction.atomic
def transfer(*, lines: Sequence[TransferLine], reference: str, by: Actor, at: datetime) -> list[MovedItem]:
    """
    Move unreserved goods between places of the company, at no value.

    :raises StockPromised: more than is free at the source
    """
    raise NotImplementedError
