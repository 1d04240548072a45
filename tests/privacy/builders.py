"""Domain words for the privacy tests: a request, a search of the whole database, a canary in every column."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection

from backoffice.core.actors import Actor
from backoffice.core.sealing import SealedTextField
from backoffice.privacy import services
from backoffice.privacy.models import SubjectRequest
from backoffice.privacy.services import NewRequest


def ask(*, by: Actor, at: datetime, kind: str = "anonymisation", document: str = "", email: str = "", **changes: Any) -> SubjectRequest:
    """A request whose asker was checked."""
    given: dict[str, Any] = {"channel": "email", "name": "Quem pede", "received_on": date(2026, 11, 24), "token": uuid4()} | changes
    made = services.open_request(new=NewRequest(kind=kind, document=document, email=email, **given), by=by, at=at)
    return services.check_identity(number=made.number, how="documento apresentado", by=by, at=at)


def hits(texts: Iterable[str]) -> list[str]:
    """table.column of every place in the database where one of the texts stands, small or capital, sealed columns opened."""
    wanted = [text.lower() for text in texts]
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'inet')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE ANY(%s) LIMIT 1', [[f"%{text}%" for text in wanted]])
            if cursor.fetchone():
                found.add(f"{table}.{column}")
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedTextField):
                values = model._default_manager.values_list(field.name, flat=True)
                if any(text in (value or "").lower() for value in values for text in wanted):
                    found.add(f"{model._meta.db_table}.{field.column}")
    return sorted(found)
