"""What sign-in no longer needs goes: ended sessions, counted failures, records of access after their time."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session

from backoffice.accounts.models import Attempt

# Lei 12.965/2014 (Marco Civil da Internet), art. 15: records of access to an application are kept for six months.
ACCESS_RECORDS_KEPT = timedelta(days=184)
# Longer than any window in which failures are counted.
FAILURES_KEPT = timedelta(days=7)


def forget_old_sign_ins(*, at: datetime) -> None:
    """Delete what is over, in five statements."""
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - FAILURES_KEPT).delete()
    Attempt.objects.filter(at__lt=at - FAILURES_KEPT).delete()
    AccessLog.objects.filter(attempt_time__lt=at - ACCESS_RECORDS_KEPT).delete()
