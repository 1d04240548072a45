"""What a benchmark returns."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class BenchRow:
    """
    One measured figure.

    ``raw`` is the limit measured beside it in the same run, in the same ``unit``; ``ratio`` is value / raw; ``target``
    says in words what the ratio or the value should be, and ``passed`` whether it is (None: nothing was promised).
    """

    name: str
    value: float
    unit: str
    raw: float | None = None
    ratio: float | None = None
    target: str = ""
    passed: bool | None = None
