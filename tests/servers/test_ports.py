"""Ports: on loopback, the same from one start to the next."""

import socket
from pathlib import Path

from backoffice.servers.ports import LOOPBACK, answers, free_port, is_free, kept_ports


def test_a_port_somebody_listens_on_is_not_free_and_answers() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
        assert answers(port)
    assert is_free(port)
    assert not answers(port)


def test_ports_stay_from_start_to_start(tmp_path: Path) -> None:
    first = kept_ports(tmp_path / "ports.json", ["postgres", "valkey"])

    assert kept_ports(tmp_path / "ports.json", ["postgres", "valkey"]) == first
    assert len(set(first.values())) == 2


def test_a_port_taken_meanwhile_is_replaced_and_the_other_stays(tmp_path: Path) -> None:
    first = kept_ports(tmp_path / "ports.json", ["postgres", "valkey"])

    with socket.create_server((LOOPBACK, first["postgres"])):
        second = kept_ports(tmp_path / "ports.json", ["postgres", "valkey"])

    assert second["postgres"] != first["postgres"]
    assert second["valkey"] == first["valkey"]


def test_a_free_port_is_none_that_the_system_lends_to_clients() -> None:
    port = free_port()

    assert is_free(port)
    assert port < 32_768
