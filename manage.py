#!/usr/bin/env python3
"""The one entry: `demo`, `test` and every Django command, with the locked packages installed first."""

from __future__ import annotations

import sys

from backoffice.servers.bootstrap import bootstrap


def main() -> int:
    """Run the command named on the command line and return its exit code."""
    bootstrap(sys.argv)
    # Only now are the packages there that this module needs.
    from backoffice.servers.command import run  # noqa: PLC0415

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
