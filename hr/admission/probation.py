"""How a probation is split.  Pure."""

from datetime import date, timedelta

# CLT art. 445, sole paragraph, and 451: 90 days at most, one extension inside them.  First part, whole.
SPLITS: dict[str, tuple[int, int]] = {"45+45": (45, 90), "30+60": (30, 90)}


def probation_days(*, start: date, split: str) -> tuple[date | None, date | None]:
    """The last day of the first part and of the whole ("45+45": days 45 and 90, the first day counted); none without a split."""
    if split not in SPLITS:
        return None, None
    first, whole = SPLITS[split]
    return start + timedelta(days=first - 1), start + timedelta(days=whole - 1)


def split_of(*, start: date, first_until: date | None) -> str:
    """The split that such a first part comes from; the usual one for any other."""
    if first_until is None:
        return ""
    days = (first_until - start).days + 1
    return next((name for name, (first, _whole) in SPLITS.items() if first == days), "45+45")
