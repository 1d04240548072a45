"""How far selling is set up."""

from orders.models import Channel, Order


def has_orders() -> bool:
    """Whether anything was ever ordered here: then the installation is in use."""
    return Order.objects.exists()


def count_channels() -> int:
    """Channels that sell."""
    return Channel.objects.filter(is_active=True).count()
