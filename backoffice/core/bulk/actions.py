"""What can be done to many rows of a list at once, as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise

from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.jobs import JobRun
from backoffice.core.templatetags import formats

DONE, REFUSED, SKIPPED = "done", "refused", "skipped"
Text = str | Promise
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row: done, refused (``code`` and ``detail`` say why) or skipped (it was so already)."""

    key: str
    verdict: str = DONE
    code: str = ""
    detail: str = ""

    @classmethod
    def refusal(cls, key: str, error: BusinessError) -> "Verdict":
        return cls(key, REFUSED, error.code, text_of(error))


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What would happen now to these rows: ``effects`` in order ({"icon", "text"}), how many go, how many stay and why.

    ``stays`` are (reason, how many) pairs, most frequent first.
    """

    goes: int
    effects: list[dict[str, str]]
    stays: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """
    One act on a selection.  ``run`` acts on up to ``chunk`` keys inside one transaction and answers for each of them;
    ``preview`` computes the same without changing anything.

    ``title`` and ``act_label`` are functions of the number of rows ("Cancel 12 orders?"), with plural.  ``form`` asks what
    all rows share (a reason); its cleaned data, as JSON, are the ``params``.  ``finish`` runs once after the last row, for
    a paper over all of them; it gets the job and may add files.
    """

    name: str
    label: Text
    permission: str
    icon: str
    title: Callable[[int], str]
    act_label: Callable[[int], str]
    run: Callable[[Sequence[str], Params, Actor, datetime], list[Verdict]]
    preview: Callable[[Sequence[str], Actor], Preview]
    form: type[forms.Form] | None = None
    note: Text = ""
    kind: str = "main"
    chunk: int = 50
    finish: Callable[[JobRun, Params], None] | None = None


def counted(words: Any) -> Callable[[int], str]:
    """
    Title or label by the number of rows: ``counted(ngettext_lazy("Cancel %(n)s order?", "Cancel %(n)s orders?", "count"))``.

    ``n`` is the number as it is written, ``count`` the one that the plural goes by.
    """

    def told(count: int) -> str:
        return str(words % {"count": count, "n": formats.qty(count)})

    return told


def each(keys: Sequence[str], act: Callable[[Sequence[str]], Any]) -> list[Verdict]:
    """
    Try all rows in one go; if one of them is refused, halve until the refused rows are found.

    A refusal changes nothing (its savepoint is rolled back), so one bad row costs a few statements and spares the others.
    """
    if not keys:
        return []
    try:
        with transaction.atomic():
            act(keys)
    except BusinessError as refusal:
        if len(keys) == 1:
            return [Verdict.refusal(keys[0], refusal)]
        middle = len(keys) // 2
        return each(keys[:middle], act) + each(keys[middle:], act)
    return [Verdict(key) for key in keys]
