"""Take the pictures of README and of the user's guide anew."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backoffice.pictures import browser as browsers
from backoffice.pictures import camera
from backoffice.pictures.album import ALBUM, ROOT
from backoffice.pictures.demo import Demo
from backoffice.servers.runtime import read_runtime_env
from backoffice.servers.state import State, state_path


@contextmanager
def _demo() -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Address and logins of the demo that runs now, else of one made for these pictures and thrown away."""
    state = State(state_path())
    if state.is_in_use() and (found := read_runtime_env(state.runtime_env)):
        yield found["BASE_URL"], browsers.read_logins(state.credentials)
        return
    demo = Demo()
    try:
        yield demo.url, demo.logins
    finally:
        demo.stop()


class Command(BaseCommand):
    help = "Take the pictures of README and docs/guia from the running demo, or from a demo of its own."
    requires_system_checks: list[str] = []  # it only needs a browser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", metavar="NAME", help="the pictures whose name contains this")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = [picture for picture in ALBUM if (options["only"] or "") in picture.name]
        if not wanted:
            raise CommandError(f"No picture is called like {options['only']!r}. There are: {', '.join(p.name for p in ALBUM)}.")
        if missing := browsers.what_is_missing():
            self.stderr.write(f"No pictures were taken: {missing}")
            return
        failed = 0
        with _demo() as (url, logins), browsers.open_browser() as browser:
            for picture, trouble in camera.take(wanted, url=url, logins=logins, browser=browser):
                failed += bool(trouble)
                self.stdout.write(f"{picture.file.relative_to(ROOT)}: {trouble or f'{picture.file.stat().st_size // 1024} KB'}")
        if failed:
            raise CommandError(f"{failed} of {len(wanted)} pictures could not be taken; their old files are as they were.")
