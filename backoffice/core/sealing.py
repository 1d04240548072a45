"""
Text that is unreadable in the database and its backups: health, race, bank data, second factors (LGPD arts. 11 and 46).

Keys are derived from SECRET_KEY, one per purpose; what SECRET_KEY_FALLBACKS sealed is still read.
"""

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def cipher(purpose: str) -> MultiFernet:
    """The present key of a purpose first, then those of former secrets.  A token of one purpose is refused by another."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(f"{purpose}:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """
    A text that only the application reads.  It cannot be searched, sorted or compared in SQL; "" stays "".

    :raises cryptography.fernet.InvalidToken: on reading, if no known secret sealed it
    """

    PURPOSE = "core.sealed"

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return cipher(self.PURPOSE).encrypt(plain.encode()).decode() if plain else plain

    def from_db_value(self, value: str | None, *_args: Any) -> str | None:
        return cipher(self.PURPOSE).decrypt(value.encode()).decode() if value else value
