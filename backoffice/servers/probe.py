"""`python -m backoffice.servers.probe /healthz`: asks the web server of this very container how it is; for health checks.

Needs no curl in the image, and names a host that the production settings accept.
"""

from __future__ import annotations

import http.client
import os
import sys


def accepted_host(allowed_hosts: str) -> str:
    """A host name that ALLOWED_HOSTS lets pass; `.example.com` and `*` stand for many."""
    first = allowed_hosts.split(",")[0].strip().removeprefix(".")
    return first if first and first != "*" else "localhost"


def probe(path: str, port: int, host: str, *, seconds: float = 5.0) -> bool:
    """Whether a GET of the path on this machine answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    answered = probe(sys.argv[1], int(os.environ.get("PORT", "8000")), accepted_host(os.environ.get("ALLOWED_HOSTS", "")))
    sys.exit(0 if answered else 1)
