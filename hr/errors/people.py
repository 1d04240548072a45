"""Refusals of the files of people and of the structure."""

from backoffice.core.errors import NotFound


class UnknownEmployee(NotFound):
    """``number``: nobody has this matrícula, or the actor may not know of it."""

    code = "unknown_employee"
