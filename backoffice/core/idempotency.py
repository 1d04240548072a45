"""
Same key, same effect, once (Stripe's rule; IETF draft-ietf-httpapi-idempotency-key-header-07).

The stored answer commits with the effect itself.  Refusals are not stored: they wrote nothing, so the same key may be
tried again.  A twin that is still running is found by an advisory lock, not by waiting on its row.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from django.db import IntegrityError, transaction

from backoffice.core.codec import to_json
from backoffice.core.errors import Conflict, Invalid
from backoffice.core.locks import advisory_key
from backoffice.core.prepared import Statement, gathering

_PROBE = Statement(
    "core_idempotency_probe",
    """
WITH mine AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(%s) AS free)
SELECT mine.free, stored.operation, stored.body_hash, stored.status, stored.response::text
FROM mine LEFT JOIN core_idempotencykey AS stored ON stored.client_id = %s AND stored.key = %s
""",
)
_KEEP = Statement(
    "core_idempotency_keep",
    """
INSERT INTO core_idempotencykey (client_id, key, operation, body_hash, status, response, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
""",
)

Answer = tuple[int, dict[str, Any]]


class KeyReused(Invalid):
    """The key came before with another request."""

    code = "idempotency_key_reused"


class StillRunning(Conflict):
    """A request with this key has not finished yet."""

    code = "idempotency_key_in_use"


def run_once(*, client_id: int, key: str, operation: str, body: bytes, at: datetime, effect: Callable[[], Answer]) -> Answer:
    """
    Run ``effect`` inside one transaction and keep its answer, or return the answer kept for this key.

    :raises KeyReused: same key, other operation or body
    :raises StillRunning: the first request with this key is under way
    """
    body_hash = hashlib.sha256(body).hexdigest()
    try:
        return _attempt(client_id, key, operation, body_hash, at, effect)
    except IntegrityError as error:
        # The twin committed between our look and our lock; its answer is there now.
        if "core_idempotency_once" not in str(error):
            raise
        return _attempt(client_id, key, operation, body_hash, at, effect)


@transaction.atomic
def _attempt(client_id: int, key: str, operation: str, body_hash: str, at: datetime, effect: Callable[[], Answer]) -> Answer:
    probe = _PROBE.rows([advisory_key("idempotency", client_id, key), client_id, key])
    free, stored_operation, stored_hash, status, response = probe[0]
    if stored_hash is not None:
        if (stored_operation, stored_hash) != (operation, body_hash):
            raise KeyReused(key=key)
        return status, orjson.loads(response)
    if not free:
        raise StillRunning(key=key)
    with gathering():
        status, answer = effect()
        _KEEP.run([client_id, key, operation, body_hash, status, to_json(answer).decode(), at])
    return status, answer
