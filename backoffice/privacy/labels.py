"""What a column is called for people: its own name, or a word of this table where the model gave none."""

from django.db import models
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_WORDS: dict[str, str | Promise] = {
    "address": pgettext_lazy("column", "address"),
    "answered_at": pgettext_lazy("column", "answered at"),
    "asked_at": pgettext_lazy("column", "asked at"),
    "away": pgettext_lazy("column", "days away"),
    "balance": pgettext_lazy("column", "balance of days"),
    "cancelled_at": pgettext_lazy("column", "cancelled at"),
    "cells": pgettext_lazy("column", "cells of the row"),
    "changes": pgettext_lazy("column", "changes"),
    "checked_birth_date": pgettext_lazy("column", "date of birth checked"),
    "checked_cpf": pgettext_lazy("column", "CPF checked"),
    "checked_name": pgettext_lazy("column", "name checked"),
    "checkpoint": pgettext_lazy("column", "progress"),
    "closed_at": pgettext_lazy("column", "closed at"),
    "code": pgettext_lazy("column", "code"),
    "confirmed_at": pgettext_lazy("column", "confirmed at"),
    "content": pgettext_lazy("column", "text"),
    "content_sha256": pgettext_lazy("column", "hash of the text"),
    "created_at": pgettext_lazy("column", "since"),
    "data": pgettext_lazy("column", "data"),
    "decided_at": pgettext_lazy("column", "decided at"),
    "employee": pgettext_lazy("column", "contract"),
    "end": pgettext_lazy("column", "end"),
    "exported_at": pgettext_lazy("column", "exported at"),
    "findings": pgettext_lazy("column", "findings"),
    "first_day": pgettext_lazy("column", "first day"),
    "header": pgettext_lazy("column", "names of the columns"),
    "ip": pgettext_lazy("column", "network address"),
    "is_accepted": pgettext_lazy("column", "accepted"),
    "key": pgettext_lazy("column", "key"),
    "kind": pgettext_lazy("column", "kind"),
    "last_seen_at": pgettext_lazy("column", "last seen"),
    "last_used_at": pgettext_lazy("column", "last used"),
    "limit_on": pgettext_lazy("column", "last day to take it"),
    "number": pgettext_lazy("column", "number"),
    "order": pgettext_lazy("column", "order"),
    "params": pgettext_lazy("column", "parameters"),
    "payload": pgettext_lazy("column", "content"),
    "problems": pgettext_lazy("column", "problems"),
    "reason": pgettext_lazy("column", "reason"),
    "recorded_at": pgettext_lazy("column", "recorded at"),
    "refusal": pgettext_lazy("column", "refusal"),
    "replaced_at": pgettext_lazy("column", "replaced at"),
    "response": pgettext_lazy("column", "answer"),
    "right_days": pgettext_lazy("column", "days of right"),
    "samples": pgettext_lazy("column", "sample rows"),
    "saved_at": pgettext_lazy("column", "saved at"),
    "selection": pgettext_lazy("column", "selection"),
    "sheets": pgettext_lazy("column", "sheets"),
    "sold_days": pgettext_lazy("column", "days sold"),
    "start": pgettext_lazy("column", "start"),
    "taken_days": pgettext_lazy("column", "days taken"),
    "text": pgettext_lazy("column", "text"),
    "title": pgettext_lazy("column", "title"),
    "total": pgettext_lazy("column", "total"),
    "type": pgettext_lazy("column", "kind"),
    "until": pgettext_lazy("column", "until"),
    "uploaded_at": pgettext_lazy("column", "handed in at"),
    "url": pgettext_lazy("column", "page"),
    "user_agent": pgettext_lazy("column", "browser"),
    "values": pgettext_lazy("column", "values"),
    "version": pgettext_lazy("column", "version"),
    "warnings": pgettext_lazy("column", "warnings"),
    "window_start": pgettext_lazy("column", "vesting period from"),
}


def label_of(model: type[models.Model], name: str) -> str:
    """The column in small letters, as it stands in the middle of a sentence."""
    column = model._meta.get_field(name)
    told = force_str(getattr(column, "verbose_name", name))
    return force_str(_WORDS.get(name, told)) if told == name.replace("_", " ") else told


def is_named(model: type[models.Model], name: str) -> bool:
    """Whether people are told a word of their own language for the column (a test asks it of the whole map)."""
    return name in _WORDS or label_of(model, name) != name.replace("_", " ")
