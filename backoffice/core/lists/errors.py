"""Refusals of the list kit."""

from backoffice.core.errors import Conflict


class ViewNameTaken(Conflict):
    """The person has a view of this name in this list."""

    code = "view_name_taken"


class TooManyViews(Conflict):
    """The person keeps as many views of this list as fit on a screen."""

    code = "too_many_views"
