"""What other areas hold for a record, handed to the page that shows it (orders.views.related)."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from finance import queries as finance
from finance.words import rule_label
from orders.views.related import RelatedRecord


def journal_entries(number: str, actor: Actor) -> list[RelatedRecord]:
    """The entries of an order, newest first, for those who read the journal."""
    if not actor.may("finance.view_journal"):
        return []
    found = finance.list_entries(actor=actor, search=number, limit=50)
    return [
        RelatedRecord(
            group="entry",
            icon="account_balance",
            label=_("Entry %(number)s") % {"number": row.number},
            detail=f"{rule_label(row.rule)} · {formats.short_date(row.posted_on)} · {formats.brl(row.total)}",
            url=_entry_url(row.number),
            words=row.description,
        )
        for row in found
        if (row.source_kind, row.source_number) == ("order", number)
    ]


def _entry_url(number: str) -> str:
    try:
        return reverse("entry_page", args=[number.replace("/", "-")])
    except NoReverseMatch:
        return ""
