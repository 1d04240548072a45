"""Where a request comes from, as far as our own proxies can vouch for it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - a word for "nobody knows", nothing listens there


def client_address(request: HttpRequest) -> str:
    """
    The caller's address.

    With ``TRUSTED_PROXY_COUNT`` proxies of ours in front, it is that many entries from the right of X-Forwarded-For:
    what stands further left was written by the caller and is not believed.
    """
    hops = settings.TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    offered = forwarded[-hops] if hops and len(forwarded) >= hops else request.META.get("REMOTE_ADDR", "")
    try:
        found = ipaddress.ip_address(offered)
    except ValueError:
        return UNKNOWN
    return str(getattr(found, "ipv4_mapped", None) or found)


def counted_address(request: HttpRequest) -> str:
    """The address under which failures are counted: of IPv6 the /64, since one line of a household or office has all of it."""
    found = ipaddress.ip_address(client_address(request))
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
