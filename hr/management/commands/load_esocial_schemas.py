"""``manage.py load_esocial_schemas FOLDER --valid-from 2026-11-23``: keep an official package of eSocial schemas."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from hr import services


class Command(BaseCommand):
    help = "Keep the XSDs of an official eSocial package; an event is held against the package in force on the day of sending."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the unpacked package, with tipos.xsd in it")
        parser.add_argument(
            "--valid-from", type=date.fromisoformat, required=True, help="the day from which the package counts, as in 2026-11-23"
        )
        parser.add_argument("--name", default="", help="what it is called on the screen; the folder's name without it")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(_("%(folder)s is no folder.") % {"folder": folder})
        # A link could lead out of the folder.
        files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.xsd")) if path.is_file() and not path.is_symlink()}
        name = options["name"] or folder.resolve().name
        try:
            loaded = services.load_schemas(name=name, files=files, valid_from=options["valid_from"], by=SYSTEM, at=clock.now())
        except BusinessError as refusal:
            raise CommandError(text_of(refusal)) from refusal
        if not loaded.is_new:
            self.stdout.write(_("These schemas were loaded before; nothing changed."))
            return
        self.stdout.write(_("Loaded: %(events)s.") % {"events": ", ".join(loaded.events)})
        checked = ngettext("%(n)s waiting file was held against them.", "%(n)s waiting files were held against them.", loaded.checked)
        self.stdout.write(checked % {"n": loaded.checked})
