"""Words for business errors: code and data in, one or two sentences out (fact, reason, way out)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import policy
from backoffice.core.errors import BusinessError

Text = Callable[[dict[str, Any]], str]
CNPJ_LENGTH = 14

_texts: dict[str, Text] = {}


def install(texts: Mapping[str, Text]) -> None:
    """Take over the areas' tables; called once at start.  ``backoffice/wiring.py`` collects them."""
    _texts.clear()
    _texts.update(texts)


def text_of(error: BusinessError) -> str:
    """The sentence for a person; a code without words of its own gets its kind's sentence."""
    text = _texts.get(error.code) or CORE_TEXTS.get(error.code)
    if text is not None:
        return text(error.data)
    return {
        403: _("You may not do this."),
        404: _("It does not exist, or you may not see it."),
        409: _("The present state does not allow this."),
    }.get(error.status, _("The data contradict each other. Check them and try again."))


def _invalid_company(data: dict[str, Any]) -> str:
    missing = {
        "name": _("The trade name is missing. Write the name your customers know."),
        "legal_name": _("The legal name is missing. Copy it from the CNPJ card."),
        "city": _("The city is missing. It stands on every paper."),
        "state": _("The state is missing. Choose it from the list."),
        "tax_regime": _("The tax regime is missing. Ask your accountant if in doubt."),
    }
    if data.get("field") != "cnpj":
        return missing.get(str(data.get("field")), _("The company's data are incomplete. Fill in what is marked."))
    typed = str(data.get("value", ""))
    clean = "".join(char for char in typed if char.isalnum())
    if not clean:
        return _("The CNPJ is missing. Copy it from the CNPJ card.")
    if len(clean) < CNPJ_LENGTH:
        short = CNPJ_LENGTH - len(clean)
        return ngettext("CNPJ incomplete: %(count)s character is missing.", "CNPJ incomplete: %(count)s characters are missing.", short) % {
            "count": short
        }
    return _("The CNPJ %(value)s does not exist: its check digits do not match. Compare it with the CNPJ card.") % {"value": typed[:24]}


CORE_TEXTS: dict[str, Text] = {
    "invalid_company": _invalid_company,
    "company_changed": lambda data: _(
        "Somebody else saved the company meanwhile and nothing of yours was written. Compare and save again."
    ),
    "not_allowed": lambda data: (
        _("You may not do this. Ask somebody with the role %(roles)s.") % {"roles": policy.role_names(data.get("roles", []))}
    ),
    "scope_missing": lambda data: _("This key lacks the scope %(scopes)s.") % {"scopes": ", ".join(data.get("scopes", []))},
    "idempotency_key_reused": lambda data: _("This Idempotency-Key came before with another request. Use a new key for a new request."),
    "idempotency_key_in_use": lambda data: _("A request with this Idempotency-Key is still running. Ask again in a moment."),
    "nothing_marked": lambda data: _("No row is marked. Mark the rows first, then choose the act."),
    "too_many_marked": lambda data: (
        _("More than %(limit)s rows are marked one by one. Use a filter and mark all of it.") % {"limit": data.get("limit")}
    ),
    "view_name_taken": lambda data: (
        _("You have a view called %(name)s in this list. Choose another name or change that view.") % {"name": data.get("name", "")}
    ),
    "too_many_views": lambda data: (
        _("You keep %(limit)s views of this list. Delete one that you do not use.") % {"limit": data.get("limit")}
    ),
    "job_not_retryable": lambda data: _("Only a job that failed or was cancelled can be tried again."),
}
