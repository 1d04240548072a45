"""Business errors of the first run."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class HasUsers(Conflict):
    """Somebody has an account already: the link for the first one is worth nothing any more."""

    code = "installation_has_users"


class UnknownStep(NotFound):
    """There is no such step, or it cannot be left out: ``step``."""

    code = "unknown_setup_step"


class ShopIsOpen(Conflict):
    """A key named ``name`` was made before and shown then."""

    code = "shop_is_open"


class CodeTaken(Invalid):
    """``code`` is the code of a place that is no warehouse."""

    code = "warehouse_code_taken"
