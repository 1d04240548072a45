"""Acts on many rows of a list: consequences first, then a job that answers for every row (docs/mechanisms/screens.md)."""

from backoffice.core.bulk.actions import DONE, REFUSED, SKIPPED, BulkAction, Preview, Verdict, counted, each

__all__ = ["DONE", "REFUSED", "SKIPPED", "BulkAction", "Preview", "Verdict", "counted", "each"]
