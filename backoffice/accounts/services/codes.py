"""
Check a typed code: of the authenticator application (RFC 6238) or a recovery code.

Whoever gets here already knows the password, so wrong codes may also be counted for the account as a whole: a stranger
cannot use that to lock anybody out.  Passkeys are not concerned.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from backoffice.accounts.models import Attempt
from backoffice.core.bus import publish
from backoffice.core.models import User
from backoffice.events.accounts import AccountMailAsked

# Wrong codes: from one address within its window, for the account from everywhere within the other.
ADDRESS_LIMIT, ADDRESS_WINDOW = 5, timedelta(minutes=15)
ACCOUNT_LIMIT, ACCOUNT_WINDOW = 30, timedelta(hours=1)
PERIOD_SECONDS = 30
# RFC 6238, 5.2: clocks differ, one step to either side.
TOLERANCE = 1


@dataclass(frozen=True)
class CodeVerdict:
    """``authenticator``: which one the code belongs to, None if it is wrong; ``retry_at``: too many, nothing was checked."""

    authenticator: Authenticator | None = None
    retry_at: datetime | None = None


@transaction.atomic
def check_code(*, user_id: int, code: str, address: str, at: datetime) -> CodeVerdict:
    """
    Check and use up a code.  A right one is never accepted twice; a wrong one is counted.

    ``address`` is the counted address (core.addresses).  The fifth wrong code tells the owner by mail: somebody knows the
    password.
    """
    # The user's row is the queue: two guesses at the same moment are counted one after the other, and so is one code sent twice.
    User.objects.select_for_update().get(pk=user_id)
    retry_at = _retry_at(user_id=user_id, address=address, at=at)
    if retry_at is not None:
        return CodeVerdict(retry_at=retry_at)
    typed = code.replace(" ", "").replace("-", "")
    found = next((row for row in Authenticator.objects.filter(user_id=user_id).order_by("pk") if _accepts(row, typed, at=at)), None)
    mistakes = Attempt.objects.filter(kind=Attempt.Kind.CODE, user_id=user_id)
    if found is not None:
        mistakes.filter(address=address).delete()
        return CodeVerdict(authenticator=found)
    mistakes.filter(at__lt=at - ACCOUNT_WINDOW).delete()
    Attempt.objects.create(kind=Attempt.Kind.CODE, user_id=user_id, address=address, at=at)
    if mistakes.filter(address=address, at__gt=at - ADDRESS_WINDOW).count() == ADDRESS_LIMIT:
        publish([AccountMailAsked(user_id=user_id, mail="wrong_codes", occurred_at=at)])
    return CodeVerdict()


def _retry_at(*, user_id: int, address: str, at: datetime) -> datetime | None:
    mistakes = Attempt.objects.filter(kind=Attempt.Kind.CODE, user_id=user_id).order_by("-at")
    near = mistakes.filter(address=address, at__gt=at - ADDRESS_WINDOW).values_list("at", flat=True)
    if len(recent := list(near[:ADDRESS_LIMIT])) == ADDRESS_LIMIT:
        return recent[-1] + ADDRESS_WINDOW
    everywhere = mistakes.filter(at__gt=at - ACCOUNT_WINDOW).values_list("at", flat=True)
    if len(recent := list(everywhere[:ACCOUNT_LIMIT])) == ACCOUNT_LIMIT:
        return recent[-1] + ACCOUNT_WINDOW
    return None


def _accepts(row: Authenticator, typed: str, *, at: datetime) -> bool:
    if row.type == Authenticator.Type.TOTP:
        return _accepts_totp(row, typed, at=at)
    return row.type == Authenticator.Type.RECOVERY_CODES and bool(row.wrap().validate_code(typed))


def _accepts_totp(row: Authenticator, typed: str, *, at: datetime) -> bool:
    step = matching_step(decrypt(row.data["secret"]), typed, at=at)
    # RFC 6238, 5.2: "The verifier MUST NOT accept the second attempt of the OTP".  Kept in the row, so that a lost cache opens nothing.
    if step is None or step <= row.data.get("last_step", 0):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def matching_step(secret: str, typed: str, *, at: datetime) -> int | None:
    """The time step whose code this is, near ``at``; None if it is none."""
    now = int(at.timestamp()) // PERIOD_SECONDS
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if compare_user_code(actual=typed, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None
