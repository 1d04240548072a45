"""Find members of staff."""

import unicodedata
from dataclasses import dataclass

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Lower

from backoffice.core.models import User


@dataclass(frozen=True, slots=True)
class PersonHit:
    """``is_exact``: the text is the person's user name or e-mail address."""

    id: int
    name: str
    username: str
    email: str
    is_active: bool
    is_exact: bool


def search_people(*, text: str, limit: int) -> list[PersonHit]:
    """Members of staff whose name, user name or e-mail holds every word; one query over the few people of a company."""
    name = Concat("first_name", Value(" "), "last_name", Value(" "), "username", Value(" "), "email", output_field=TextField())
    people = User.objects.annotate(plain=Func(Lower(name), function="bo_unaccent", output_field=TextField()))
    for word in text.split()[:6]:
        people = people.filter(plain__contains=unaccented(word))
    rows = people.order_by("-is_active", "first_name", F("username")).values_list(
        "pk", "first_name", "last_name", "username", "email", "is_active"
    )[:limit]
    return [
        PersonHit(key, f"{first} {last}".strip() or username, username, email, active, text.lower() in (username.lower(), email.lower()))
        for key, first, last, username, email, active in rows
    ]


def unaccented(text: str) -> str:
    """Lower case without accents, as the database's bo_unaccent writes it."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).lower()
