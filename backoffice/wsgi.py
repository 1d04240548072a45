"""The WSGI entry point; in production it refuses to start with anything that is only good for trying out."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backoffice.settings.dev")

application = get_wsgi_application()

from backoffice.production import refuse_demo_access, refuse_unsafe_settings  # noqa: E402 - models exist only from here on

if settings.IS_PRODUCTION:
    refuse_unsafe_settings()
    refuse_demo_access()
