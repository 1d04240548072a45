"""Who signs in to the demo, and with which passwords: for trying out only."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group

from backoffice import roles
from backoffice.core.api import keys
from backoffice.core.models import ApiClient, User

PEOPLE = {
    roles.SALES: ("renata", "Renata", "Moura"),
    roles.WAREHOUSE: ("diego", "Diego", "Ramos"),
    roles.FINANCE: ("paulo", "Paulo", "Tavares"),
    roles.FINANCE_MANAGER: ("livia", "Lívia", "Vasques"),
    roles.HR: ("silvia", "Sílvia", "Nakamura"),
    roles.EMPLOYEE: ("carlos", "Carlos", "Mota"),
    roles.AUDITOR: ("joana", "Joana", "Lima"),
    roles.ADMIN: ("admin", "Bruno", "Aguiar"),
}
# More people of a role, by the name of their login: to open a closed month again, or to anonymise somebody, takes two.
SECONDS = {
    "FINANCE_MANAGER_2": (roles.FINANCE_MANAGER, "marcos", "Marcos", "Brandão"),
    "HR_2": (roles.HR, "tereza", "Tereza", "Guedes"),
}
# The auditor, the accountant and the consultant of the people area come from outside, the others work here.
OUTSIDE = {"joana", "marcos", "tereza"}
STOREFRONT = "Loja virtual (demo)"


def ensure_access(credentials: Path, *, channel_code: str, begins_alone: bool = False) -> dict[str, Any]:
    """
    Make a user per role, a second one where it takes two, and one storefront key, unless they are there, and write how to sign in.

    The file (mode 0600) holds ``{"api_key", "users": {"SALES": "renata:password", ...}}``; it is the only place
    that knows the passwords, so whoever is missing in it gets a new one.  ``begins_alone``: the administrator does everything,
    as the owner of a shop that is about to begin.
    """
    known = json.loads(credentials.read_text()) if credentials.exists() else {}
    users: dict[str, str] = known.get("users", {})
    logins = {role.upper(): (role, *names) for role, names in PEOPLE.items()} | ({} if begins_alone else SECONDS)
    for login, (role, username, first_name, last_name) in logins.items():
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": first_name,
                "last_name": last_name,
                "email": f"{username}@exemplo.com.br",
                "is_staff": True,
                "is_demo": True,
            },
        )
        own = (role,) if username in OUTSIDE or begins_alone else (role, roles.EMPLOYEE)
        if begins_alone and role == roles.ADMIN:
            own = roles.OWNER_ROLES
        user.groups.set([Group.objects.get_or_create(name=name)[0] for name in own])
        if created or login not in users:
            password = f"{username}-{secrets.randbelow(9000) + 1000}-jatoba"
            user.set_password(password)
            user.save(update_fields=["password"])
            users[login] = f"{username}:{password}"
    api_key = known.get("api_key")
    client, created = ApiClient.objects.get_or_create(
        name=STOREFRONT,
        defaults={
            "channel_code": channel_code,
            "scopes": list(roles.API_SCOPES),
            "is_demo": True,
            "key_hash": "-",
            "requests_per_minute": 60_000,
        },
    )
    if created or not api_key or client.key_hash != keys.hash_key(api_key):
        api_key = keys.prepare_key(client)
        client.save()
    result = known | {"api_key": api_key, "users": users}
    descriptor = os.open(credentials, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(result, stream, ensure_ascii=False, indent=1)
    return result
