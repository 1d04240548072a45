"""Browser-side protection, sign-in and sessions, the same in every environment (ASVS 5.0 L2, chapters 3, 6 and 7)."""

from datetime import timedelta

import environ
from csp.constants import NONE, SELF

env = environ.Env()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends after this long without a request, and in any case this long after the sign-in.
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", default=8 * 60)
SESSION_ABSOLUTE_AGE = 60 * env.int("SESSION_ABSOLUTE_MINUTES", default=12 * 60)
CSRF_COOKIE_SAMESITE = "Lax"
# The longest link by mail is the invitation; accounts.tokens lets a password reset live for an hour.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "backoffice.accounts.backends.NameOrEmailBackend"]

# Roles that touch money, people or settings (roles.SECOND_FACTOR_ROLES) must have a second factor.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
SECOND_FACTOR_GRACE_DAYS = env.int("SECOND_FACTOR_GRACE_DAYS", default=0)
# How long a password or second factor typed just now opens what is worth asking for again.
FRESH_SIGN_IN_SECONDS = 5 * 60
# Proxies of ours in front of the web server; X-Forwarded-For is believed only that far.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Failed sign-ins (accounts.throttle): counted by name and address together, so that a stranger locks only himself out.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = "backoffice.accounts.throttle.failure_limit"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_USERNAME_CALLABLE = "backoffice.accounts.throttle.counted_name"
AXES_CLIENT_IP_CALLABLE = "backoffice.core.addresses.counted_address"
AXES_LOCKOUT_CALLABLE = "backoffice.accounts.throttle.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["login", "username", "confirm_password", "confirm_code", "code", "credential", "old_password"]
AXES_SENSITIVE_PARAMETERS += ["new_password1", "new_password2"]

# allauth does the steps of a sign-in and the second factors; our own limits stand in the database (a lost Redis opens nothing).
ACCOUNT_ADAPTER = "backoffice.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "backoffice.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "backoffice.accounts.adapters.MfaAdapter"
MFA_FORMS = {"authenticate": "backoffice.accounts.forms.CodeForm", "activate_totp": "backoffice.accounts.forms.ActivateTotpForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_REAUTHENTICATION_REQUIRED = False  # our own fresh_sign_in stands before these pages
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Retaguarda"
MFA_TOTP_TOLERANCE = 1
