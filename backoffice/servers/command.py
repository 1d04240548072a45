"""Sends a `manage.py` command to what runs it: our own two, or Django."""

from __future__ import annotations

import importlib
import os

from backoffice.servers.runtime import DEV_SETTINGS, join_running_demo

OWN_COMMANDS = {"demo": "backoffice.servers.demo", "test": "backoffice.servers.testing"}


def run(argv: list[str]) -> int:
    """Run it and return its exit code."""
    # Loaded by name: no command waits for what another one needs.
    if module := OWN_COMMANDS.get(argv[1] if len(argv) > 1 else ""):
        return int(importlib.import_module(module).main(argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEV_SETTINGS)
    join_running_demo(os.environ)
    importlib.import_module("django.core.management").execute_from_command_line(argv)
    return 0
