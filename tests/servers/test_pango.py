"""Whether PDFs can be drawn here, and the sentence where they cannot."""

import pytest

from backoffice.core import pango


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
