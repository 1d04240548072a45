"""`manage.py import_olist PATH`: load the Olist data set through the domain's own rules, then prove it."""

import csv
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.olist import importing, report
from backoffice.olist.files import DataProblem
from backoffice.olist.odd_rows import OddOrder
from backoffice.olist.progress import Progress
from backoffice.olist.source import Source, load

ASSUMPTIONS = gettext_lazy(
    """\
Assumptions, for what the data set does not tell (docs/olist.md):
  stock     before the first purchase, exactly the units that the file's orders ask for (received 2016-09-01)
  cost      60 % of the average price each product was sold for, in whole cents
  payment   taken when the order was approved, or bought where no approval is on file; no provider fees
  end       canceled and unavailable orders are cancelled on the day they were paid; their money stays an advance
  delivery  without a delivery date an order stays shipped
  people    names, CPFs and e-mail addresses are invented, always the same for one customer_unique_id
  zone      timestamps are the wall clock of Sao Paulo

Orders that are here already, by (channel, order_id), are left alone: after an interruption just run it again.
Exit code 0 if every line of the tie-out holds, 1 if not."""
)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(_("not a whole number from 1 on"))
    return int(text)


class Command(BaseCommand):
    def create_parser(self, *args: Any, **options: Any) -> Any:
        heading = _("Load the Olist orders through the same rules as every other order, and tie them out.")
        self.help = f"{heading}\n\n{ASSUMPTIONS}"
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help=_("folder with the five olist_*_dataset files, .csv or .csv.gz"))
        parser.add_argument("--limit", type=_positive, help=_("only the first N orders by purchase"))
        parser.add_argument(
            "--batch", type=_positive, default=importing.BATCH_SIZE, help=_("orders per transaction (default: %(default)s)")
        )
        parser.add_argument("--odd-rows", type=Path, metavar="FILE", help=_("write every odd order to this CSV file"))

    def handle(self, *args: Any, **options: Any) -> None:
        folder, limit = options["path"], options["limit"]
        try:
            source = load(folder)
        except DataProblem as problem:
            raise CommandError(_("Cannot read the data set. %(problem)s.") % {"problem": problem}) from None
        self.stdout.write(str(ASSUMPTIONS).partition("\n\n")[0] + "\n")
        outcome = self._import(source, limit=limit, batch_size=options["batch"])
        self.stdout.write(report.outcome_text(outcome))
        self._prove(folder, limit, options["odd_rows"])

    def _import(self, source: Source, *, limit: int | None, batch_size: int) -> importing.Outcome:
        total = min(limit or len(source.orders), len(source.orders))
        progress = Progress(self._write_flushed, _("Orders"), total, is_live=self.stdout.isatty())
        outcome = importing.import_orders(
            source=source, limit=limit, batch_size=batch_size, by=importing.IMPORTER, at=clock.now(), on_progress=progress.advance
        )
        progress.finish()
        return outcome

    def _write_flushed(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()

    def _prove(self, folder: Path, limit: int | None, odd_rows: Path | None) -> None:
        proof = importing.prove(folder, limit=limit)
        self.stdout.write(report.tie_out_text(proof.lines, self.style))
        self.stdout.write(report.odd_orders_text(proof.odd_orders))
        if odd_rows:
            _write_odd_rows(odd_rows, proof.odd_orders)
            self.stdout.write(_("All %(count)s odd rows are in %(file)s.") % {"count": len(proof.odd_orders), "file": odd_rows})
        self.stdout.write(report.memory_text())
        failed = sum(not line.passed for line in proof.lines)
        if failed:
            raise CommandError(_("%(count)s lines of the tie-out do not hold.") % {"count": failed})


def _write_odd_rows(path: Path, odd_orders: list[OddOrder]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["kind", "order_id", "number"])
        writer.writerows((odd.kind, odd.order_id, odd.number) for odd in odd_orders)
