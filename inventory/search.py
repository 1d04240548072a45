"""Search as people type: any words, in any order, without accents."""

from typing import Any

from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Lower


def with_words(queryset: QuerySet[Any], path: str, search: str) -> QuerySet[Any]:
    """The rows whose search text at ``path`` holds every word of ``search``."""
    for word in search.replace("\x00", "").split()[:10]:
        plain = Func(Lower(Value(word)), function="bo_unaccent", output_field=TextField())
        queryset = queryset.filter(**{f"{path}__contains": plain})
    return queryset
