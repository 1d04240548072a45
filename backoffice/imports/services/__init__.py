"""
THE WRITE DOOR of the import wizard: upload, match columns, analyse, apply, undo, discard, sweep.

Analysing, applying and undoing are jobs; their bodies call ``analyse_next``, ``apply_next`` and ``undo_next`` until
nothing is left.  Each call is one transaction over at most limits.CHUNK rows, so a killed worker loses no more than that
and repeats nothing.
"""

from backoffice.imports.services.analysis import analyse, refuse_file
from backoffice.imports.services.application import apply_next, finish_application, start_application
from backoffice.imports.services.columns import choose_columns, choose_sheet
from backoffice.imports.services.removal import discard, sweep
from backoffice.imports.services.undoing import finish_undoing, list_blocked, start_undoing, undo_next
from backoffice.imports.services.upload import take_upload

__all__ = [
    "analyse",
    "apply_next",
    "choose_columns",
    "choose_sheet",
    "discard",
    "finish_application",
    "finish_undoing",
    "list_blocked",
    "refuse_file",
    "start_application",
    "start_undoing",
    "sweep",
    "take_upload",
    "undo_next",
]
