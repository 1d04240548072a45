"""Print the link with which the first administrator of an installation makes an account."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from backoffice.setup import services, tokens


class Command(BaseCommand):
    help = "Print a link, good for two hours, that makes the first administrator. Refused while somebody can sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        if services.somebody_signs_in():
            raise CommandError("somebody has an account already; sign in, or use create_user")
        self.stdout.write(settings.BASE_URL.rstrip("/") + reverse("first_user", args=[tokens.make_token()]))
