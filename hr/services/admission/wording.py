"""Contracts and policies: a new wording is a new version, the former one stays as it was accepted."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.locks import advisory_lock
from hr.admission import texts
from hr.errors import TextRefused, UnknownTextCode
from hr.models import Employee, TextVersion

STANDARD = Path(__file__).resolve().parents[2] / "data" / "texts"
MAX_TITLE = 120
MAX_BODY = 60_000


@transaction.atomic
def publish_text(
    *, code: str, title: str, body: str, contract_kind: str = "", is_contract: bool = False, by: Actor, at: datetime
) -> TextVersion:
    """
    Put a wording in force.  Published again as it is, it stays the same version.

    :raises TextRefused: it is empty or too long, or names places that nothing fills
    """
    title, body = " ".join(title.split())[:MAX_TITLE], body.replace("\r\n", "\n").strip()
    if not code or not title or not body or len(body) > MAX_BODY or contract_kind not in ("", *Employee.ContractKind.values):
        raise TextRefused(field="title" if not title else "body")
    if unknown := texts.unknown_places(body):
        raise TextRefused(places=unknown)
    # Two people who save at once would both make the next version.
    advisory_lock("hr.text", code)
    newest = TextVersion.objects.filter(code=code).order_by("-version").first()
    digest = texts.digest(title, body)
    shape = (digest, contract_kind, is_contract)
    if newest is not None and newest.retired_at is None and (newest.sha256, newest.contract_kind, newest.is_contract) == shape:
        return newest
    TextVersion.objects.filter(code=code, retired_at=None).update(retired_at=at)
    version = TextVersion.objects.create(
        code=code,
        version=newest.version + 1 if newest else 1,
        title=title,
        body=body,
        sha256=digest,
        contract_kind=contract_kind,
        is_contract=is_contract,
        published_at=at,
        published_by=by.name[:150],
    )
    trace = audit.Trace(action="text.published", subject=("text", code), at=at, after={"version": version.version, "sha256": digest})
    audit.record([trace], by=by)
    return version


@transaction.atomic
def retire_text(*, code: str, by: Actor, at: datetime) -> TextVersion:
    """
    Ask nobody for this text any more; who accepted it has accepted it.

    :raises UnknownTextCode: there is none in force
    """
    advisory_lock("hr.text", code)
    text = TextVersion.objects.filter(code=code, retired_at=None).first()
    if text is None:
        raise UnknownTextCode(text=code)
    text.retired_at = at
    text.save(update_fields=["retired_at"])
    audit.record([audit.Trace(action="text.retired", subject=("text", code), at=at, after={"version": text.version})], by=by)
    return text


@transaction.atomic
def install_standard_texts(*, by: Actor, at: datetime) -> int:
    """
    Put the usual Brazilian texts in force where there are none of that code yet; returns how many.

    They are a beginning: the company's lawyer has the last word, and says so by publishing a new version.
    """
    present = set(TextVersion.objects.values_list("code", flat=True))
    missing = [path for path in sorted(STANDARD.glob("*.txt")) if path.stem not in present]
    for path in missing:
        head, _line, body = path.read_text(encoding="utf-8").partition("\n")
        title, kind, is_contract = (part.strip() for part in head.split("|"))
        publish_text(code=path.stem, title=title, body=body, contract_kind=kind, is_contract=is_contract == "contract", by=by, at=at)
    return len(missing)
