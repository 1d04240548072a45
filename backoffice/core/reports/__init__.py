"""What every area's reports are made of: kinds, tables, proofs, periods, paper and spreadsheet (docs/mechanisms/reports.md)."""

from backoffice.core.reports.kinds import Basis, ReportKind, install, kind_of, kind_of_slug, known_kinds
from backoffice.core.reports.proofs import Proof, all_hold
from backoffice.core.reports.tables import Chart, Column, Figure, Row, Table

__all__ = [
    "Basis",
    "Chart",
    "Column",
    "Figure",
    "Proof",
    "ReportKind",
    "Row",
    "Table",
    "all_hold",
    "install",
    "kind_of",
    "kind_of_slug",
    "known_kinds",
]
