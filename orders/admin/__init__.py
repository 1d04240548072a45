"""Registers of the sales area: channels, customers, and orders to look up."""

from orders.admin.channel import ChannelAdmin
from orders.admin.customer import CustomerAdmin
from orders.admin.order import OrderAdmin

__all__ = ["ChannelAdmin", "CustomerAdmin", "OrderAdmin"]
