"""`manage.py bench NAME`: measure us beside a raw limit, and say whether the promised ratio holds."""

import dataclasses
import importlib
import inspect
import json
import os
import platform
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from backoffice.core import clock

BENCHMARKS = ("orders", "reports", "reconcile", "olist", "lists")
DEFAULT_SECONDS = 10
# Name, value, unit, raw limit, ratio, target, verdict.
COLUMNS = "{:<58} {:>12} {:<12} {:>12} {:>7}  {:<22} {}"


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 100:
        raise ArgumentTypeError("a number above 0, up to 100")
    return value


class Command(BaseCommand):
    help = "Run a benchmark beside its raw limit on the same server. Prints a table; exit code 1 if a target is missed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=BENCHMARKS)
        parser.add_argument("--scale", type=_scale, default=1.0, help="share of the full size: 0.1 is a tenth of the rows (default: 1)")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures and the machine to this file as well")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("a benchmark does not belong on a production server: it writes millions of rows and takes every core")
        name, scale = options["name"], options["scale"]
        # Chosen by the caller: the benchmarks are part of the tests, which an installation may do without.
        try:
            module = importlib.import_module(f"tests.benchmarks.{name}")
        except ModuleNotFoundError as error:
            if error.name is None or not error.name.startswith("tests"):
                raise
            raise CommandError(f"the benchmark {name} is not installed here: run it from a clone of the source") from None
        try:
            rows = list(module.run(**_arguments(module.run, scale)))
        except FileNotFoundError as error:
            raise CommandError(f"something that the benchmark needs is missing: {error}") from None
        self._print(rows)
        if options["json"]:
            options["json"].write_text(json.dumps(_document(name, scale, rows), ensure_ascii=False, indent=1) + "\n")
        missed = sum(row.passed is False for row in rows)
        if missed:
            raise CommandError(f"{missed} targets were missed")

    def _print(self, rows: Sequence[Any]) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(COLUMNS.format("", "value", "", "raw limit", "ratio", "target", "")))
        for row in rows:
            verdict = "" if row.passed is None else self.style.SUCCESS("ok") if row.passed else self.style.ERROR("missed")
            self.stdout.write(
                COLUMNS.format(row.name, _figure(row.value), row.unit, _figure(row.raw), _figure(row.ratio), str(row.target or ""), verdict)
            )


def _arguments(run: Callable[..., Any], scale: float) -> dict[str, Any]:
    """What this benchmark can be scaled by: its rows, or how long it runs."""
    known = inspect.signature(run).parameters
    if "scale" in known:
        return {"scale": scale}
    if "seconds" in known:
        return {"seconds": max(1, round(DEFAULT_SECONDS * scale))}
    return {}


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3g}"


def _document(name: str, scale: float, rows: Sequence[Any]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
    return {
        "benchmark": name,
        "scale": scale,
        "at": clock.now().isoformat(timespec="seconds"),
        "machine": {"cpus": os.cpu_count(), "processor": platform.machine(), "python": platform.python_version(), "postgres": postgres},
        "rows": [dataclasses.asdict(row) for row in rows],
    }
