"""The test suite: real Postgres, fast hashing, mail kept in memory."""

from urllib.parse import urlsplit

from backoffice.settings.base import *

SECRET_KEY = "insecure-test-only"  # noqa: S105
IS_PRODUCTION = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = False
AXES_ENABLED = False
FIGURES_SECONDS = 0
# The processes of one run share the server, never what it keeps: a test that clears its cache must not clear another's.
_PROCESS = env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
CACHES["default"]["LOCATION"] = urlsplit(REDIS_URL)._replace(path=f"/{_PROCESS}").geturl()
