"""Words for the refusals of the first run: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

ERROR_TEXTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "installation_has_users": lambda data: _("The first account exists already, so this link is over. Sign in, or ask for an invitation."),
    "unknown_setup_step": lambda data: _("There is no such step, or it cannot be left out."),
    "shop_is_open": lambda data: (
        _("The key of %(name)s was made before and shown then. If it is lost, rotate it in the register of API clients.")
        % {"name": data.get("name", "")}
    ),
    "warehouse_code_taken": lambda data: (
        _("%(code)s is the code of another kind of place. Choose another.") % {"code": data.get("code", "")}
    ),
}
