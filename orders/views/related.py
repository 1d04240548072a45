"""
Records of other areas that belong to an order.

The sales area knows only stock below it.  Whoever stands above (the dashboard) hands in a provider for the rest, so
that the order page shows the ledger's entries without knowing the ledger.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from backoffice.core.actors import Actor


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """
    One record, one click away.  ``group`` is entry, payment, reservation, move or shipment; ``url`` may be empty.

    ``words`` is what the record says about itself; the numbers in it tell to which parcel or payment it belongs.
    """

    group: str
    icon: str
    label: str | Promise
    detail: str = ""
    url: str = ""
    words: str = ""

    def is_about(self, number: str) -> bool:
        return number in self.words.split()


Provider = Callable[[str, Actor], Sequence[RelatedRecord]]

_providers: list[Provider] = []


def install(providers: Sequence[Provider]) -> None:
    """Take over the providers; called once at start."""
    _providers[:] = providers


def of_order(number: str, actor: Actor) -> list[RelatedRecord]:
    """What the other areas hold for this order, as far as the actor may see it."""
    return [record for provider in _providers for record in provider(number, actor)]
