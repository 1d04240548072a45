"""An app for its Portuguese catalogue only: no models, no screens."""

from django.apps import AppConfig


class OlistConfig(AppConfig):
    name = "backoffice.olist"
    label = "olist"
