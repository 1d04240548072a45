"""
The look for malware.  ``settings.FILE_SCANNER`` names a function like ``scan``; ours knows the EICAR test file and, where
``CLAMD_SOCKET`` says where clamd listens, asks it (INSTREAM: 4 bytes of length, bytes, a length of zero).
"""

import socket
import struct
from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

# In two parts, so that scanners on developers' machines let this file live.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_BLOCK = 1 << 16
_SECONDS = 10


class ScannerAway(Exception):
    """Nobody could look at it now; the file waits until somebody has."""


def is_clean(content: bytes) -> bool:
    """
    Ask the installation's scanner.

    :raises ScannerAway: it does not answer
    """
    scanner: Callable[[bytes], bool] = import_string(settings.FILE_SCANNER)
    return scanner(content)


def scan(content: bytes) -> bool:
    """Our own scanner: True if nothing bad is known of it.  :raises ScannerAway: clamd is set up and does not answer."""
    if _EICAR in content:
        return False
    return _ask_clamd(content) if settings.CLAMD_SOCKET else True


def _ask_clamd(content: bytes) -> bool:
    try:
        with _connect(settings.CLAMD_SOCKET) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _BLOCK):
                block = content[start : start + _BLOCK]
                line.sendall(struct.pack("!I", len(block)) + block)
            line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and (more := line.recv(1024)):
                answer += more
    except OSError as away:
        raise ScannerAway(str(away)) from away
    verdict = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if verdict.endswith("FOUND"):
        return False
    if verdict.endswith("OK"):
        return True
    raise ScannerAway(verdict[:80])


def _connect(where: str) -> socket.socket:
    """``where`` is ``/path/of/socket`` or ``host:port``."""
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        line.connect(where)
        return line
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
