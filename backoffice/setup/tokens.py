"""The link with which the first account is made: only who can run a command on the server gets one."""

from django.core import signing

SALT = "setup.first_user"
# Two hours: long enough to walk from the server to a browser.
SECONDS = 2 * 60 * 60


def make_token() -> str:
    """A new link's secret part; it is worth nothing once somebody has an account."""
    return signing.dumps("first", salt=SALT)


def is_good(token: str) -> bool:
    """Whether this installation made the token, and not too long ago."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=SECONDS) == "first")
    except signing.BadSignature:
        return False
