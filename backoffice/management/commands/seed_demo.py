"""Fill an empty installation with the demo shop; harmless when run twice."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backoffice.core import clock, policy
from backoffice.core.actors import SYSTEM
from backoffice.demo import access, portal, shop, story
from orders import queries as orders


class Command(BaseCommand):
    help = "Make demo users, a storefront key and, unless --users-only, two months of invented trade."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--credentials", type=Path, required=True, help="where to write how to sign in (JSON, mode 0600)")
        parser.add_argument("--users-only", action="store_true", help="no goods, no orders")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("the demo does not belong into production")
        access.ensure_access(options["credentials"], channel_code=shop.STORE, begins_alone=options["users_only"])
        by = replace(SYSTEM, grants=policy.known_permissions())
        if options["users_only"] or orders.get_sales_totals(actor=by).orders:
            return
        count = story.tell(by=by, now=clock.now())
        portal.ensure_links(options["credentials"], by=by, at=clock.now())
        self.stdout.write(f"demo shop with {count} orders")
