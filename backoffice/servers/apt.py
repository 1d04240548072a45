"""Installs Debian packages that the machine lacks, where we may (as root) and can (apt-get)."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess


def can_install() -> bool:
    """Whether this process may install Debian packages without asking anybody."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_command(packages: list[str]) -> list[str]:
    """The command that installs them, also the one to show to a person."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def install(packages: list[str], *, seconds: float = 240) -> bool:
    """Install them quietly and say whether that worked; the lists are refreshed once where they are missing or old."""
    if not can_install():
        return False
    attempts = [install_command(packages)], [["apt-get", "update"], install_command(packages)]
    return any(all(_run(command, seconds) for command in commands) for commands in attempts)


def _run(command: list[str], seconds: float) -> bool:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        quiet = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
        )
        return quiet.returncode == 0
    return False
