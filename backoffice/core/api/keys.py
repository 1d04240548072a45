"""Make, rotate and end storefront keys: ``rtg_`` + 8 characters shown in lists + 43 characters of secret."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.models import ApiClient

# Two keys are valid this long after a rotation, so that a storefront can change over without a pause.
ROTATION_OVERLAP = timedelta(hours=24)


def hash_key(key: str) -> str:
    """What is stored of a key.  SHA-256 is enough: the key is 32 random bytes, not a password."""
    return hashlib.sha256(key.encode()).hexdigest()


def prepare_key(client: ApiClient) -> str:
    """Give an unsaved client its first key and return it; the caller saves the client and shows the key once."""
    prefix = secrets.token_hex(4)
    key = f"rtg_{prefix}_{secrets.token_urlsafe(32)}"
    client.key_prefix, client.key_hash = f"rtg_{prefix}", hash_key(key)
    return key


@transaction.atomic
def rotate_key(*, client_id: int, by: Actor, at: datetime, overlap: timedelta = ROTATION_OVERLAP) -> str:
    """Replace the key and return the new one; the old one works for ``overlap`` longer: none, if it leaked."""
    client = ApiClient.objects.select_for_update().get(pk=client_id)
    client.previous_key_hash, client.previous_key_until = client.key_hash, at + overlap
    key = prepare_key(client)
    client.save(update_fields=["key_prefix", "key_hash", "previous_key_hash", "previous_key_until"])
    audit.record([audit.Trace(action="apiclient.key_rotated", subject=("apiclient", str(client.pk)), at=at)], by=by)
    return key


@transaction.atomic
def revoke_key(*, client_id: int, by: Actor, at: datetime) -> ApiClient:
    """End the client's keys at once, the present one and the one before it; the client is switched off."""
    client = ApiClient.objects.select_for_update().get(pk=client_id)
    # Another hash, that no key has: who switches the client on again has to give it a new key.
    prepare_key(client)
    client.is_active, client.previous_key_hash, client.previous_key_until = False, None, None
    client.save(update_fields=["is_active", "key_prefix", "key_hash", "previous_key_hash", "previous_key_until"])
    audit.record([audit.Trace(action="apiclient.key_revoked", subject=("apiclient", str(client.pk)), at=at)], by=by)
    return client
