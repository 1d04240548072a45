"""Bins inside a warehouse."""

from collections.abc import Sequence

from inventory.models import Location


def ensure_bins(*, warehouse_id: int, codes: Sequence[str]) -> dict[str, int]:
    """
    The ids of the bins with these codes, made if they are missing; the given order is the walk.

    Pieces in a bin are picked before those that lie in the warehouse at large.
    """
    rows = [
        Location(code=code, name=code, kind=Location.Kind.BIN, parent_id=warehouse_id, priority=number)
        for number, code in enumerate(codes, 1)
    ]
    Location.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(Location.objects.filter(code__in=codes, kind=Location.Kind.BIN).values_list("code", "pk"))
