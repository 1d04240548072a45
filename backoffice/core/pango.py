"""Whether this machine can draw PDFs: WeasyPrint needs the Pango library, which no Python package brings along.

The demo tries to install it at its start; this is for whoever has to say why a PDF cannot be made.
"""

from __future__ import annotations

import ctypes
import sys

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
# Under the names that WeasyPrint tries, one tuple a library.
LIBRARIES = (("libpango-1.0.so.0", "libpango-1.0.dylib"), ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"))


def install_command() -> str:
    """The exact command that installs what is missing."""
    if sys.platform == "darwin":
        return "brew install pango"
    return f"sudo apt-get install -y --no-install-recommends {' '.join(DEBIAN_PACKAGES)}"


def pango_problem() -> str | None:
    """Say in one sentence, with the exact command, what keeps PDFs from being made; None where nothing does."""
    if all(any(_loads(name) for name in names) for names in LIBRARIES):
        return None
    return f"Para gerar PDF falta a biblioteca Pango nesta máquina. Instale-a com: {install_command()}"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
