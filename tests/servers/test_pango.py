"""Whether PDFs can be drawn here, and the sentence where they cannot."""

from pathlib import Path

import pytest

from backoffice.core import pango
from backoffice.servers import apt, pango_install
from backoffice.servers.process import Program


def test_nothing_to_say_where_the_libraries_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "LIBRARIES", (("libc.so.6", "libSystem.dylib"),))

    assert pango.pango_problem() is None


def test_a_missing_library_is_told_with_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "LIBRARIES", (("libc.so.6", "libSystem.dylib"), ("libnothing-of-that-name.so.0",)))
    monkeypatch.setattr(pango.sys, "platform", "linux")

    problem = pango.pango_problem()

    assert problem is not None
    command = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
    assert problem.endswith(command)


class Runs:
    """A supervisor that only notes what it was asked to run."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def begin(self, program: Program) -> int:
        self.begun.append(program.name)
        return 1

    def finish(self, pid: int) -> int:
        return 0


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "LIBRARIES", (("libnothing-of-that-name.so.0",),))


@pytest.mark.usefixtures("missing")
def test_root_tries_to_install_it_only_at_the_first_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(apt, "can_install", lambda: True)
    supervisor = Runs()

    first = pango_install.begin(supervisor, tmp_path / "tried")  # type: ignore[arg-type]
    second = pango_install.begin(supervisor, tmp_path / "tried")  # type: ignore[arg-type]

    assert (first, second) == (1, None)
    assert supervisor.begun == ["pango"]


@pytest.mark.usefixtures("missing")
def test_an_ordinary_user_is_told_the_command_and_the_start_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apt, "can_install", lambda: False)
    supervisor = Runs()

    pango_install.finish(supervisor, pango_install.begin(supervisor))  # type: ignore[arg-type]

    assert supervisor.begun == []
    assert pango.install_command() in capsys.readouterr().err
