"""Settings shared by every way of running Retaguarda.  What differs lives in dev, test and prod."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

from backoffice.settings.celery import *
from backoffice.settings.logs import LOGGING  # noqa: F401
from backoffice.settings.security import *
from backoffice.settings.unfold import UNFOLD  # noqa: F401

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if urlsplit(BASE_URL).scheme == "https" else []

INSTALLED_APPS = [
    "backoffice.apps.BackofficeConfig",
    "unfold",
    "unfold.contrib.filters",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "axes",
    "django_prometheus",
    "backoffice.core",
    "backoffice.privacy",
    "backoffice.accounts",
    "backoffice.dashboard",
    "backoffice.intranet",
    "backoffice.imports",
    "backoffice.report_centre",
    "backoffice.setup",
    "inventory",
    "finance",
    "hr",
    "orders",
    # Behind our own: where both have words for something, ours are used.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "backoffice.core.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "backoffice.core.api.lane.ApiLaneMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backoffice.core.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "backoffice.core.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backoffice.accounts.middleware.SessionAgeMiddleware",
    "backoffice.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "backoffice.core.middleware.UnwritableTextMiddleware",
    "backoffice.core.middleware.DatabaseAwayMiddleware",
]

ROOT_URLCONF = "backoffice.urls"
API_URLCONF = "backoffice.api_urls"
WSGI_APPLICATION = "backoffice.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "backoffice.dashboard.navigation.shell",
                "backoffice.intranet.context.bell",
            ],
        },
    },
]

# A pooler in transaction mode hands connections around: no server-side cursors, no prepared statements.
PGBOUNCER = env.bool("PGBOUNCER", default=False)
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://postgres@127.0.0.1:5432/backoffice")}
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=60),
    CONN_HEALTH_CHECKS=True,
    DISABLE_SERVER_SIDE_CURSORS=PGBOUNCER,
    OPTIONS={"connect_timeout": 5},
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "rg",
        # Redis may vanish at any time: fail fast, callers carry on without it.
        "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.5},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
# How old the numbers beside the menu and on the home page may be; 0 counts anew each time.
FIGURES_SECONDS = 20

AUTH_USER_MODEL = "core.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "signed_out"
CSRF_FAILURE_VIEW = "backoffice.core.middleware.csrf_failure"

LANGUAGE_CODE = "pt-br"
# Each in its own words, for those who read no other.
LANGUAGES = [("pt-br", "Português (Brasil)"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "backoffice" / "locale"]
TIME_ZONE = "America/Sao_Paulo"
USE_TZ = True
FORMAT_MODULE_PATH = ["backoffice.formats"]
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static", ("guia", BASE_DIR / "docs" / "guia" / "imagens")]
WHITENOISE_USE_FINDERS = True
# Report files and documents: never served by path, only through a view that checks permission.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / ".local" / "media"))
# Papers that people hand in (backoffice/core/files): the largest file, picture and PDF that are taken.
KEPT_FILE_MAX_BYTES = env.int("KEPT_FILE_MAX_BYTES", default=15 * 1024 * 1024)
KEPT_FILE_MAX_PIXELS = env.int("KEPT_FILE_MAX_PIXELS", default=50_000_000)
KEPT_FILE_MAX_PAGES = env.int("KEPT_FILE_MAX_PAGES", default=30)
# Who looks for malware, and where clamd listens: /run/clamav/clamd.sock or host:port; empty: there is none.
FILE_SCANNER = env.str("FILE_SCANNER", default="backoffice.core.files.scanner.scan")
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="retaguarda@localhost")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["backoffice.core.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["backoffice.core.api.permissions.HasDeclaredScope"],
    "DEFAULT_THROTTLE_CLASSES": ["backoffice.core.api.throttling.PerClientThrottle"],
    "DEFAULT_PARSER_CLASSES": ["backoffice.core.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["backoffice.core.api.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "rest_framework.negotiation.DefaultContentNegotiation",
    "DEFAULT_SCHEMA_CLASS": "backoffice.core.api.schema.ProblemAutoSchema",
    "EXCEPTION_HANDLER": "backoffice.core.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Retaguarda API",
    "VERSION": "1",
    "DESCRIPTION": (
        "For shops, marketplaces and warehouses. Press *Authorize* and paste the key of an API client, or send it as "
        "`Authorization: Bearer rtg_...`. `POST orders/` wants an `Idempotency-Key` of your own.\n\n"
        'Amounts are strings such as `"19.90"`; moments carry their zone. A refusal is `application/problem+json` with a `code` '
        "for programs, a `detail` for people, `errors` by field and a `request_id` to quote. Lists come in pages: follow `next`."
    ),
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
}

# Who may read /metrics: whoever sends this as a bearer token.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
# How long the files of an issued report are kept; its figures and its code stay for ever.
REPORT_FILES_DAYS = env.int("REPORT_FILES_DAYS", default=180)
# How long a candidate's link to the portal holds.
PORTAL_LINK_DAYS = env.int("PORTAL_LINK_DAYS", default=15)
# Addresses of these domains may get scheduled reports without being users: name them only if the company owns them.
REPORT_EMAIL_DOMAINS = env.list("REPORT_EMAIL_DOMAINS", default=[])
COMPANY = {
    "name": env.str("COMPANY_NAME", default="Minha Empresa"),
    "legal_name": env.str("COMPANY_LEGAL_NAME", default="Minha Empresa Ltda."),
    "cnpj": env.str("COMPANY_CNPJ", default=""),
    "city": env.str("COMPANY_CITY", default=""),
}
