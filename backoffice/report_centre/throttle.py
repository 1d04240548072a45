"""How often one address may ask the public page: enough for people, too little to try codes."""

import time

import structlog
from django.core.cache import cache
from django.http import HttpRequest

from backoffice.core.addresses import counted_address

PER_MINUTE = 30
log = structlog.get_logger(__name__)


def may_ask(request: HttpRequest) -> bool:
    """
    Count this address's request of the present minute.

    Without the cache nobody is kept out: 59 random bits are what guards the codes, this only saves the machine work.
    """
    key = f"verify:{counted_address(request)}:{int(time.time()) // 60}"
    try:
        cache.add(key, 0, timeout=120)
        return int(cache.incr(key)) <= PER_MINUTE
    except Exception as error:  # redis, the network, a count that ran out between the two calls: all mean the same here
        log.warning("verify_throttle_away", error=f"{type(error).__name__}: {error}")
        return True
