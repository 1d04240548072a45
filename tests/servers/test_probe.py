"""The health check that containers use."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from backoffice.servers.ports import LOOPBACK, free_port
from backoffice.servers.probe import accepted_host, probe


class OnlyForTheShop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" and self.headers["Host"] == "shop.example" else 400)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer((LOOPBACK, 0), OnlyForTheShop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("allowed", "host"), [("shop.example,other", "shop.example"), (".example.com", "example.com"), ("*", "localhost"), ("", "localhost")]
)
def test_the_host_named_is_one_that_the_settings_accept(allowed: str, host: str) -> None:
    assert accepted_host(allowed) == host


def test_only_a_200_counts_as_healthy(port: int) -> None:
    assert probe("/healthz", port, "shop.example")
    assert not probe("/healthz", port, "elsewhere")
    assert not probe("/other", port, "shop.example")
    assert not probe("/healthz", free_port(), "shop.example")
