"""The tie-out: a report's figure held against the same fact summed up another way.  Balanced means zero, there is no tolerance."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Proof:
    """One comparison.  ``basis`` says what the ledger's (or the other) figure was summed up from."""

    name: str
    in_report: Decimal
    in_ledger: Decimal
    basis: str

    @property
    def difference(self) -> Decimal:
        return self.in_report - self.in_ledger

    @property
    def holds(self) -> bool:
        return self.in_report == self.in_ledger


def all_hold(proofs: Sequence[Proof]) -> bool:
    """Whether the report ties out."""
    return all(proof.holds for proof in proofs)
