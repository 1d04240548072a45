"""Production refuses to start half-dressed: demo secrets, DEBUG, demo users (architecture: promise 1)."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from backoffice.core.models import ApiClient, User

MIN_SECRET_LENGTH = 50


def refuse_unsafe_settings() -> None:
    """
    Refuse settings that are only good for trying out.

    :raises ImproperlyConfigured: DEBUG is on, or the secret key is a known, short or demo one
    """
    if settings.DEBUG:
        raise ImproperlyConfigured("DEBUG must be off in production")
    secret = settings.SECRET_KEY
    if secret.startswith("insecure") or secret.startswith("demo-") or len(secret) < MIN_SECRET_LENGTH:
        raise ImproperlyConfigured(f"SECRET_KEY must be your own random secret of at least {MIN_SECRET_LENGTH} characters")


def refuse_demo_access() -> None:
    """
    Refuse a database in which the demo's users or keys are still alive.

    A database that is away is no reason to refuse: the server starts and answers 503 until it is back.

    :raises ImproperlyConfigured: with what to do about it
    """
    try:
        found = (
            User.objects.filter(is_demo=True, is_active=True).exists() or ApiClient.objects.filter(is_demo=True, is_active=True).exists()
        )
    except Error:
        return
    if found:
        raise ImproperlyConfigured("the database holds demo users or keys whose passwords are public; run: manage.py remove_demo_access")
