"""Switch off what the demo made: needed before a tried-out database may go into production."""

from typing import Any

from django.core.management.base import BaseCommand

from backoffice.core.models import ApiClient, User


class Command(BaseCommand):
    help = "Deactivate the demo's users and API keys, whose passwords are public."

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects.filter(is_demo=True, is_active=True).update(is_active=False)
        clients = ApiClient.objects.filter(is_demo=True, is_active=True).update(is_active=False)
        self.stdout.write(f"{users} users and {clients} API keys deactivated")
