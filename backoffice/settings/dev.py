"""Trying out and developing: `manage.py demo` and every command on a developer's machine."""

import environ

from backoffice.settings.base import *

env = environ.Env()

IS_PRODUCTION = False
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="insecure-demo-only-secret-key-never-in-production")
if env.bool("BACKOFFICE_DEMO", default=False):
    COMPANY = {
        "name": "Jatobá Casa & Cozinha",
        "legal_name": "Jatobá Casa & Cozinha Comércio Ltda.",
        "cnpj": "12ABC34501DE35",
        "city": "Curitiba/PR",
    }
# Passkeys want https, or a page of this machine opened as localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
