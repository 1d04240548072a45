"""Which module runs which command."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from backoffice.servers import command, demo, testing
from backoffice.servers.bootstrap import ROOT
from backoffice.servers.errors import Refused


@pytest.mark.parametrize(("module", "name"), [(demo, "demo"), (testing, "test")])
def test_our_own_commands_get_the_words_after_their_name(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    got: list[list[str]] = []
    answer: Callable[[list[str]], int] = lambda words: got.append(words) or 7  # type: ignore[func-returns-value]  # noqa: E731
    monkeypatch.setattr(module, "main", answer)

    assert command.run(["manage.py", name, "--port", "1"]) == 7
    assert got == [["--port", "1"]]


def test_everything_else_goes_to_django() -> None:
    version = subprocess.run([sys.executable, "manage.py", "version"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert version.stdout.startswith("5.2.")


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(Refused, match="não é um número de porta"):
        demo._refuse_taken_port(port)


def test_the_demo_says_in_words_why_it_does_not_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(["--port", "70000"]) == 1
    assert "70000 não é um número de porta" in capsys.readouterr().err
