"""A progress bar for the terminal; into a file or a pipe it writes a line at every tenth instead."""

import time
from typing import IO

WIDTH = 32


class Progress:
    """``total`` steps of one ``label``; call ``advance`` as they get done and ``finish`` at the end."""

    def __init__(self, stream: IO[str], label: str, total: int) -> None:
        self._stream, self._label, self._total = stream, label, total
        self._done, self._told = 0, 0
        self._began = time.monotonic()
        self._is_live = stream.isatty()

    def advance(self, steps: int) -> None:
        """Count ``steps`` more as done."""
        self._done += steps
        tenth = self._done * 10 // max(self._total, 1)
        if self._is_live:
            self._stream.write("\r\x1b[K" + self._line())
            self._stream.flush()
        elif tenth > self._told:
            self._told = tenth
            self._stream.write(self._line() + "\n")

    def finish(self) -> None:
        """Leave the bar's line."""
        if self._is_live:
            self._stream.write("\n")

    def _line(self) -> str:
        share = self._done / self._total if self._total else 1.0
        elapsed = time.monotonic() - self._began
        rest = elapsed / share - elapsed if share else 0.0
        bar = "█" * int(WIDTH * share) + "·" * (WIDTH - int(WIDTH * share))
        return f"{self._label} {bar} {self._done}/{self._total} {share:4.0%} {elapsed:4.0f} s, +{rest:.0f} s"
