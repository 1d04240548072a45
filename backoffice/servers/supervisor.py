"""Keeps programs running: starts them, restarts the dead with backoff, gives up on the hopeless, stops all in order."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType

from backoffice.servers import logs
from backoffice.servers.errors import Refused, StopAsked
from backoffice.servers.leftovers import adopted, kill_adopted
from backoffice.servers.process import Program, adopt_orphans, spawn
from backoffice.servers.state import write_private

DEATHS_ALLOWED = 5
DEATHS_WINDOW_SECONDS = 60.0
# Waits before the first, second, ... restart within the window.
BACKOFF_SECONDS = (0.05, 0.5, 1.0, 2.0)
# Stopping goes in two rounds (those that need others, then the others), so both of these count twice.
INSIST_AFTER_SECONDS = 5.0
KILL_AFTER_SECONDS = 10.0
HOUSEKEEPING_SECONDS = 20.0


@dataclass
class Child:
    """A program under our care and how it has fared."""

    program: Program
    popen: subprocess.Popen[bytes] | None = None
    restart_at: float = 0.0
    deaths: deque[float] = field(default_factory=deque)


class Supervisor:
    """Use as a context: while it is open signals are caught, and at its end every child is stopped.

    With `adopts`, what a dead child leaves behind comes to us and is killed, so it cannot hold a port or shared memory.
    Single-threaded on purpose: a child is told to die when the *thread* that forked it ends.
    """

    def __init__(self, log_folder: Path, pids: Path | None = None, *, adopts: bool = True) -> None:
        self.log_folder = log_folder
        self._pids = pids
        self._adopts = adopts
        self._children: dict[str, Child] = {}
        self._guests: dict[int, Child] = {}
        self._signals: list[int] = []
        self._wake_read, self._wake_write = os.pipe()
        self._former: dict[int, object] = {}
        self._strangers: list[int] = []
        self._cleaned_at = time.monotonic()

    def __enter__(self) -> Supervisor:
        if self._adopts:
            # A shell that became us through `exec` may have left us children of its own.
            self._strangers = adopted(())
            adopt_orphans()
        for end in (self._wake_read, self._wake_write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # `nohup` means it; an interrupt ignored by a script's `&` does not.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                self._former[number] = signal.signal(number, self._note)
        # Only to be woken at once by a death: without a handler the wake-up pipe stays silent.
        self._former[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.stop()
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in self._former.items():
                signal.signal(number, handler)  # type: ignore[arg-type]
            for end in (self._wake_read, self._wake_write):
                os.close(end)

    def start(self, *programs: Program) -> None:
        """Start programs and keep them alive from now on."""
        for program in programs:
            child = self._children[program.name] = Child(program)
            self._spawn(child)
        self._write_pids()

    def wait_until(self, condition: Callable[[], bool], *, seconds: float, what: str, every: float = 0.05) -> None:
        """Care for the children until the condition holds, asking it so often.

        :raises Refused: after so many seconds, or where a child keeps dying.
        :raises StopAsked: on a signal.
        """
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise Refused(f"{what}: sem resposta depois de {seconds:.0f} s.\n{self._last_words()}")
            self._care(every)

    def wait_ready(self, *names: str, seconds: float) -> None:
        """Care for the children until these are ready."""
        for name in names:
            self.wait_until(self._children[name].program.is_ready, seconds=seconds, what=name)

    def begin(self, program: Program, *, own_terminal: bool = False) -> int:
        """Start a program that is to end by itself, and return its process id for `finish`."""
        popen = spawn(program, None if own_terminal else self.log_folder / f"{program.name}.log")
        self._guests[popen.pid] = Child(program, popen)
        return popen.pid

    def finish(self, pid: int) -> int:
        """Care for the children until that program has ended, and return its exit code.

        :raises StopAsked: on a signal.
        """
        guest = self._guests[pid]
        while (code := guest.popen.poll() if guest.popen else 0) is None:
            self._care(1.0)
        del self._guests[pid]
        return code

    def run(self, program: Program, *, own_terminal: bool = False) -> int:
        """Run a program to its end and return its exit code.

        :raises StopAsked: on a signal.
        """
        return self.finish(self.begin(program, own_terminal=own_terminal))

    def watch(self) -> None:
        """Care for the children until a signal asks to stop.

        :raises StopAsked: then.
        :raises Refused: where a child keeps dying.
        """
        while True:
            self._care(1.0)

    def stop(self) -> None:
        """Stop the children, those that need others first; whoever does not go is killed."""
        everyone = [child for child in reversed(self._children.values()) if child.popen is not None]
        self._children.clear()
        self._end(list(self._guests.values()))
        self._end([child for child in everyone if child.program.needs])
        self._end([child for child in everyone if not child.program.needs])
        self._kill_adopted()
        if self._pids is not None:
            self._pids.unlink(missing_ok=True)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._signals.append(number)

    def _sleep(self, seconds: float) -> None:
        select.select([self._wake_read], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake_read, 4096)

    def _care(self, seconds: float) -> None:
        """Sleep at most so long, less when a child dies or a signal comes, then see to the children."""
        waiting = [child.restart_at - time.monotonic() for child in self._children.values() if child.popen is None]
        self._sleep(min([seconds, *(max(wait, 0.05) for wait in waiting)]))
        if self._signals:
            raise StopAsked(self._signals[-1])
        now = time.monotonic()
        for child in self._children.values():
            if child.popen is not None and child.popen.poll() is not None:
                self._bury(child, now)
        for child in self._children.values():
            if child.popen is None and child.restart_at <= now and self._needs_met(child):
                self._spawn(child)
                self._write_pids()
        if now - self._cleaned_at > HOUSEKEEPING_SECONDS:
            self._cleaned_at = now
            self._kill_adopted()
            logs.keep_small(self.log_folder)

    def _bury(self, child: Child, now: float) -> None:
        """Clear away what a dead child left and say when it starts again."""
        name, code = child.program.name, child.popen.returncode if child.popen else 0
        child.popen = None
        # Its own children hold its port, or PostgreSQL's shared memory: the restart would fail while one of them lives.
        self._kill_adopted()
        child.deaths.append(now)
        while now - child.deaths[0] > DEATHS_WINDOW_SECONDS:
            child.deaths.popleft()
        if len(child.deaths) >= DEATHS_ALLOWED:
            log = self.log_folder / f"{name}.log"
            raise Refused(f"{name} morreu {len(child.deaths)} vezes em um minuto; desisto. O motivo deve estar em {log}:\n{logs.tail(log)}")
        child.restart_at = now + BACKOFF_SECONDS[min(len(child.deaths), len(BACKOFF_SECONDS)) - 1]
        reason = f"sinal {-code}" if code < 0 else f"código {code}"
        print(f"{time.strftime('%H:%M:%S')} {name} terminou ({reason}); recomeça sozinho.", file=sys.stderr, flush=True)

    def _needs_met(self, child: Child) -> bool:
        needed = (self._children[name] for name in child.program.needs if name in self._children)
        return all(other.popen is not None and other.program.is_ready() for other in needed)

    def _spawn(self, child: Child) -> None:
        child.popen = spawn(child.program, self.log_folder / f"{child.program.name}.log")

    def _kill_adopted(self) -> None:
        if self._adopts:
            ours = [child.popen for child in self._children.values()]
            kill_adopted({popen.pid for popen in ours if popen is not None} | self._guests.keys() | set(self._strangers))

    def _write_pids(self) -> None:
        if self._pids is not None:
            pids = {name: child.popen.pid for name, child in self._children.items() if child.popen is not None}
            write_private(self._pids, json.dumps(pids) + "\n")

    def _end(self, children: list[Child]) -> None:
        """Ask, insist, kill. A second Ctrl-C is taken at its word: kill at once."""
        began, already_asked = time.monotonic(), len(self._signals)
        left = [(child.program, child.popen) for child in children if child.popen is not None and child.popen.poll() is None]
        for program, popen in left:
            popen.send_signal(program.stop_with)
        insisted = False
        while left := [(program, popen) for program, popen in left if popen.poll() is None]:
            waited = time.monotonic() - began
            if waited > KILL_AFTER_SECONDS or len(self._signals) > max(already_asked, 1):
                for _, popen in left:
                    popen.kill()
                    popen.wait()
            elif waited > INSIST_AFTER_SECONDS and not insisted:
                insisted = True
                for program, popen in left:
                    popen.send_signal(program.insist_with)
            else:
                self._sleep(0.1)

    def _last_words(self) -> str:
        return "\n".join(f"{log}:\n{logs.tail(log, lines=8)}" for log in sorted(self.log_folder.glob("*.log")) if log.stat().st_size)
