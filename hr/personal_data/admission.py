"""From the invitation to the first day: the portal, the papers, the texts accepted, the exam."""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import CLEAR, NAME, Table
from hr.personal_data.uses import CONTRACT, HEALTH, PAY, PROOF

TABLES: tuple[Table, ...] = (
    Table(
        model="hr.Admission",
        owner="employee__person",
        title=gettext_lazy("Admission"),
        use=CONTRACT,
        personal={"cancel_reason": CLEAR},
        told=("number", "stage", "invited_at", "data_sent_at", "done_at", "cancelled_at"),
        plain=("number", "stage", "turn", "contact_phone"),
    ),
    Table(
        model="hr.AdmissionItem",
        owner="admission__employee__person",
        title=gettext_lazy("Papers asked for"),
        use=CONTRACT,
        personal={"waived_reason": CLEAR},
        told=("kind", "is_mandatory"),
        plain=("waived_by",),
    ),
    Table(
        model="hr.PortalLink",
        owner="admission__employee__person",
        title=gettext_lazy("Links to the portal"),
        use=PROOF,
        personal={},
        told=("created_at", "confirmed_at", "last_used_at"),
        plain=("token_hash", "created_by"),
    ),
    Table(
        model="hr.PortalStep",
        owner="admission__employee__person",
        title=gettext_lazy("Steps in the portal"),
        use=CONTRACT,
        personal={},
        told=("code", "saved_at"),
        plain=("code", "digest"),
        deletes=True,
    ),
    Table(
        model="hr.Acceptance",
        owner="employee__person",
        title=gettext_lazy("Texts accepted"),
        use=PROOF,
        personal={"content": CLEAR, "typed_name": NAME, "ip": CLEAR, "user_agent": CLEAR},
        told=("text", "accepted_at", "content_sha256", "code"),
        plain=("content_sha256", "code"),
    ),
    Table(
        model="hr.TransportChoice",
        owner="employee__person",
        title=gettext_lazy("Transport voucher"),
        use=PAY,
        personal={"lines": CLEAR},
        told=("wants_voucher", "trips_a_day", "recorded_at"),
        plain=("recorded_by",),
    ),
    Table(
        model="hr.Document",
        owner="person",
        title=gettext_lazy("Papers handed in"),
        use=CONTRACT,
        personal={"reason": NAME},
        told=("kind", "version", "state", "issued_on", "expires_on", "uploaded_at", "decided_at"),
        plain=("state", "uploaded_by", "decided_by"),
    ),
    Table(
        model="hr.DocumentPage",
        owner="document__person",
        title=gettext_lazy("Pages of papers"),
        use=CONTRACT,
        personal={"reason": CLEAR},
        told=("number", "is_accepted"),
    ),
    Table(
        model="hr.MedicalExam",
        owner="employee__person",
        title=gettext_lazy("Medical exams"),
        use=HEALTH,
        personal={"result": CLEAR, "clinic": CLEAR, "clinic_address": CLEAR, "physician": CLEAR, "crm": CLEAR, "crm_state": CLEAR},
        told=("kind", "scheduled_for", "done_on", "valid_until"),
        plain=("kind", "recorded_by"),
    ),
)
