"""The test suite: real Postgres, fast hashing, mail kept in memory."""

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
