"""What the sales channels of the ledger are called; who sells tells the names at start, because finance knows no area."""

from collections.abc import Callable, Iterable

Names = Callable[[], Iterable[tuple[str, str]]]

_sources: list[Names] = []


def install(names: Names) -> None:
    """Take over who knows (code, name) of every channel; called once at start."""
    _sources[:] = [names]


def channel_names() -> dict[str, str]:
    """Code -> name, in the order in which the channels are offered; one statement."""
    return {code: name for names in _sources for code, name in names()}


def name_of_channel(code: str) -> str:
    """The name of one channel; its code where nobody knows it any more."""
    return channel_names().get(code, code) if code else ""
