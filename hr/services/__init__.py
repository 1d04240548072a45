"""The write door of the people area."""

from hr.services.admission.stage import refresh_stage

__all__ = [
    "refresh_stage",
]
