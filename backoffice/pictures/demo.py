"""A demo to look at: the one that runs, or a fresh one of our own with all five processes and the invented shop."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from backoffice.pictures.browser import read_logins
from backoffice.servers.bootstrap import ROOT
from backoffice.servers.ports import LOOPBACK, free_port
from backoffice.servers.runtime import read_runtime_env
from backoffice.servers.state import State
from backoffice.servers.testing import PREFIX

NAMED_BY_THE_TEST_RUN = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "MEDIA_ROOT", "DJANGO_SETTINGS_MODULE", "BACKOFFICE_SUPERVISED")
# A bound, not a wait: a busy machine of two cores needs minutes for the whole story.
READY_SECONDS = 300


class Demo:
    """One `manage.py demo`; ``url``, ``logins`` by role, ``database_url``."""

    def __init__(self, *options: str) -> None:
        # The name of a test run's folder: if we are killed, the next `manage.py test` removes it.
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        if os.geteuid() == 0:
            self.folder.chmod(0o711)
        self.state = State(self.folder / "state")
        self.port = free_port()
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.said = self.folder / "demo.log"
        environment = {key: value for key, value in os.environ.items() if key not in NAMED_BY_THE_TEST_RUN}
        environment |= {"BACKOFFICE_STATE": str(self.state.path)}
        with self.said.open("wb") as output:
            self.popen = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--port", str(self.port), *options],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait()
        self.logins = read_logins(self.state.credentials)
        self.database_url = read_runtime_env(self.state.runtime_env)["DATABASE_URL"]

    def _wait(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if "Retaguarda pronta" in self.said.read_text(errors="replace"):
                return
            if self.popen.poll() is not None:
                break
            time.sleep(0.2)
        said = self.said.read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"the demo was not ready after {READY_SECONDS} s:\n{said}")

    def stop(self) -> None:
        """Stop it as Ctrl-C does and forget its data."""
        self.popen.send_signal(signal.SIGTERM)
        try:
            self.popen.wait(30)
        finally:
            if self.popen.poll() is None:
                self.popen.kill()
            self.state.forget()
            shutil.rmtree(self.folder, ignore_errors=True)
