"""What stops a start, told to a person."""

from __future__ import annotations


class Refused(Exception):
    """The command cannot go on; its text is the whole sentence shown, in Portuguese."""


class StopAsked(Exception):
    """A signal asked this process to stop (Ctrl-C, kill, closed terminal)."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.exit_code = 128 + signal_number
