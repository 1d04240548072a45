"""What stands in each cell of the order board."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from orders.queries import BoardRow

LONGEST_CODE = 18


def customer(row: BoardRow) -> SafeString:
    return format_html(
        '<span class="rg-id">{}</span> <span class="rg-mute">{}</span>', row.customer_name, place(row.ship_city, row.ship_state)
    )


def place(city: str, state: str) -> str:
    """Curitiba/PR, or what is known of it."""
    return "/".join(part for part in (city, state) if part)


def channel(row: BoardRow) -> SafeString:
    """The channel with its own number for the order; a very long one is cut, with the whole of it to hand."""
    return format_html(
        '{} <span class="rg-mute rg-code rg-roomy" title="{}">{}</span>', row.channel_name, row.external_id, short_code(row.external_id)
    )


def short_code(code: str) -> str:
    """Codes of machines may be long: 6bbc1892d79f… says enough in a narrow place."""
    return code if len(code) <= LONGEST_CODE else f"{code[: LONGEST_CODE - 4]}…"


def placed(row: BoardRow) -> SafeString:
    return format_html('<span class="rg-num">{}</span>', formats.recent_when(row.placed_at))


def headline(row: BoardRow) -> SafeString | str:
    """The one word that says where the order stands; how late, if it is."""
    if row.is_late and row.days_late > 0:
        label = ngettext("%(days)s day late", "%(days)s days late", row.days_late) % {"days": formats.qty(row.days_late)}
        return status("order", "late", label)
    return headline_pill(row.headline, row.in_warehouse or row.fulfilment_status)


def headline_pill(word: str, fulfilment: str) -> SafeString | str:
    """An order that simply moves on is named by its fulfilment, which says more than "open"."""
    if word != "open":
        return status("order", word)
    return status("order", "to_ship") if fulfilment == "unfulfilled" else status("fulfilment", fulfilment)


def payment(row: BoardRow) -> SafeString | str:
    """Where the payment stands; with what we hold of somebody else's money, where we do."""
    word = status("payment", row.payment_status, plain=True)
    if not row.to_refund:
        return word
    owed = _("%(amount)s to refund") % {"amount": formats.money(row.to_refund)}
    return format_html('<span class="rg-nowrap">{} <span class="rg-mute rg-num">{}</span></span>', word, owed)


def promise(row: BoardRow) -> SafeString:
    if row.promised_ship_date is None or row.status in ("cancelled", "expired"):
        return format_html('<span class="rg-sr">{}</span>', _("no promise"))
    css = "rg-num rg-ink-bad rg-strong" if row.is_late else "rg-num"
    return format_html('<span class="{}">{}</span>', css, formats.short_date(row.promised_ship_date))


def units(row: BoardRow) -> str:
    return formats.qty(row.unit_count)


def total(row: BoardRow) -> str:
    return formats.money(row.total)


def owed(row: BoardRow) -> str:
    return formats.money(row.to_refund) if row.to_refund else ""


def payment_word(row: BoardRow) -> SafeString | str:
    """Without what is owed, which has a column of its own in a file."""
    return status("payment", row.payment_status)
