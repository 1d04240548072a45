"""A progress bar for the terminal; into a file or a pipe it writes a line at every tenth instead."""

import time
from collections.abc import Callable

WIDTH = 32


class Progress:
    """
    ``total`` steps of one ``label``; call ``advance`` as they get done and ``finish`` at the end.

    ``write`` puts text out as it is; ``is_live`` says that somebody watches and the line may be drawn over.
    """

    def __init__(self, write: Callable[[str], object], label: str, total: int, *, is_live: bool) -> None:
        self._write, self._label, self._total, self._is_live = write, label, total, is_live
        self._done, self._told = 0, 0
        self._began = time.monotonic()

    def advance(self, steps: int) -> None:
        """Count ``steps`` more as done."""
        self._done += steps
        tenth = self._done * 10 // max(self._total, 1)
        if self._is_live:
            self._write("\r\x1b[K" + self._line())
        elif tenth > self._told:
            self._told = tenth
            self._write(self._line() + "\n")

    def finish(self) -> None:
        """Leave the bar's line."""
        if self._is_live:
            self._write("\n")

    def _line(self) -> str:
        share = self._done / self._total if self._total else 1.0
        elapsed = time.monotonic() - self._began
        rest = elapsed / share - elapsed if share else 0.0
        bar = "█" * int(WIDTH * share) + "·" * (WIDTH - int(WIDTH * share))
        return f"{self._label} {bar} {self._done}/{self._total} {share:4.0%} {elapsed:4.0f} s, +{rest:.0f} s"
