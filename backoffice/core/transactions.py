"""A transaction of one's own, or the caller's, for services on the hot path."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def joins_transaction(service: Callable[P, R]) -> Callable[P, R]:
    """
    Like ``transaction.atomic``, but without the two statements of a savepoint when the caller has a transaction.

    A refusal then takes the caller's transaction with it, also if the caller catches it: Django refuses every further
    statement of that transaction.  So this is for services whose callers let refusals pass.
    """

    @wraps(service)
    def joined(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(savepoint=not _has_caller()):
            return service(*args, **kwargs)

    return joined


def _has_caller() -> bool:
    # The transaction that Django's TestCase wraps around a test stands for none: a refusal must not end it.
    blocks = connection.atomic_blocks
    return bool(blocks) and not getattr(blocks[-1], "_from_testcase", False)
