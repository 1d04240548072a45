"""Channels as a filter offers them."""

from orders.models import Channel


def list_channel_names() -> list[tuple[str, str]]:
    """(code, name) of every channel, also of those that sell no more: their orders are still searched."""
    return list(Channel.objects.order_by("-is_active", "name").values_list("code", "name"))
