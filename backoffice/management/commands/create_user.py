"""Make a user with a role: how the first administrator of an installation gets in."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from backoffice.accounts.backends import find_user
from backoffice.core import audit, clock, policy
from backoffice.core.actors import SYSTEM
from backoffice.core.models import User


class Command(BaseCommand):
    help = "Make a user with one or more roles. Asks for the password; it is never an argument."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", action="append", required=True, choices=policy.known_roles(), help="may be given more than once")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"]
        if find_user(username) or (options["email"] and find_user(options["email"])):
            raise CommandError(f"somebody has the name {username} or this address already")
        user = User(username=username, email=options["email"], is_staff=True)
        password = getpass("Password: ")
        if password != getpass("Password (again): "):
            raise CommandError("the two passwords differ; nothing was made")
        try:
            validate_password(password, user)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.groups.set(Group.objects.filter(name__in=options["role"]))
            trace = audit.Trace(action="user.added", subject=("user", str(user.pk)), at=clock.now(), after={"roles": options["role"]})
            audit.record([trace], by=SYSTEM)
        self.stdout.write(f"user {username} made with the role {', '.join(options['role'])}")
