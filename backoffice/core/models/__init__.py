"""The shared tables: people and keys that act, promises that are kept, traces that stay."""

from backoffice.core.models.access import ApiClient, User
from backoffice.core.models.audit import AuditEntry
from backoffice.core.models.bulk import BulkRow, BulkRun
from backoffice.core.models.company import Company
from backoffice.core.models.idempotency import IdempotencyKey
from backoffice.core.models.job import Job, JobFile
from backoffice.core.models.kept_file import KeptFile
from backoffice.core.models.numbering import NumberSequence
from backoffice.core.models.operations import Heartbeat
from backoffice.core.models.outbox import OutboxMessage
from backoffice.core.models.saved_view import SavedView
from backoffice.core.models.sensitive import SensitiveRead
from backoffice.core.models.upload import Upload, UploadPart

__all__ = [
    "ApiClient",
    "AuditEntry",
    "BulkRow",
    "BulkRun",
    "Company",
    "Heartbeat",
    "IdempotencyKey",
    "Job",
    "JobFile",
    "KeptFile",
    "NumberSequence",
    "OutboxMessage",
    "SavedView",
    "SensitiveRead",
    "Upload",
    "UploadPart",
    "User",
]
