"""
THE table of statuses: which shape, colour and word each value of each kind has on every screen.

One meaning per colour in the whole product (docs/mechanisms/screens.md):
wait = someone outside, nothing to do · go = in our hands, moving · done = ended well ·
note = a person here must act · bad = went wrong, late, refused · void = ended without effect.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WAIT = "rg-st-w"
GO = "rg-st-go"
DONE = "rg-st-done"
NOTE = "rg-st-note"
BAD = "rg-st-bad"
VOID = "rg-st-void"
SHAPES = (WAIT, GO, DONE, NOTE, BAD, VOID)


@dataclass(frozen=True, slots=True)
class Status:
    """One value of one kind. ``quiet`` is the expected value: in lists a dot and a word, no pill."""

    css: str
    label: str | Promise
    quiet: bool = False


STATUSES: dict[str, dict[str, Status]] = {
    # a step of the first run
    "setup_step": {
        "done": Status(DONE, pgettext_lazy("setup step", "Done")),
        "open": Status(NOTE, pgettext_lazy("setup step", "To do")),
        "waiting": Status(WAIT, pgettext_lazy("setup step", "Waits")),
        "not_needed": Status(VOID, pgettext_lazy("setup step", "Not needed")),
    },
    "employee": {
        "preparing": Status(GO, pgettext_lazy("employee", "In admission")),
        "active": Status(DONE, pgettext_lazy("employee", "Active"), quiet=True),
        "ended": Status(VOID, pgettext_lazy("employee", "Left"), quiet=True),
    },
    # a row of the candidate's portal
    "portal": {
        "redo": Status(BAD, pgettext_lazy("portal", "Do again")),
        "missing": Status(NOTE, pgettext_lazy("portal", "To send")),
        "look": Status(NOTE, pgettext_lazy("portal", "To look at")),
        "to_accept": Status(NOTE, pgettext_lazy("portal", "To accept")),
        "optional": Status(WAIT, pgettext_lazy("portal", "Optional")),
        "scheduled": Status(WAIT, pgettext_lazy("portal", "Scheduled")),
        "review": Status(GO, pgettext_lazy("portal", "Being checked")),
        "accepted": Status(DONE, pgettext_lazy("portal", "Accepted")),
        "done": Status(DONE, pgettext_lazy("portal", "Done")),
        "not_needed": Status(VOID, pgettext_lazy("portal", "Not needed")),
    },
    "order": {
        "open": Status(GO, pgettext_lazy("order", "Open")),
        "expired": Status(VOID, pgettext_lazy("order", "Expired")),
        "cancelled": Status(VOID, pgettext_lazy("order", "Cancelled")),
        "completed": Status(DONE, pgettext_lazy("order", "Completed")),
        # what a list shows when the bare state says too little
        "to_approve": Status(NOTE, _("To approve")),
        "awaiting_payment": Status(WAIT, _("Awaiting payment")),
        "to_ship": Status(GO, _("To ship")),
        "payment_stuck": Status(BAD, _("Payment stuck")),
        "out_of_stock": Status(NOTE, _("Out of stock")),
        "late": Status(BAD, _("Late")),
    },
    # how much of an order's line has left
    "line": {
        "open": Status(WAIT, _("To ship"), quiet=True),
        "partial": Status(NOTE, _("Partially shipped")),
        "done": Status(DONE, pgettext_lazy("fulfilment", "Shipped"), quiet=True),
        "cancelled": Status(VOID, pgettext_lazy("fulfilment", "Cancelled"), quiet=True),
    },
    # a paper of a person, and one of its pages
    # how far an admission is: the stages of hr.admission
    "admission": {
        "invitation": Status(WAIT, pgettext_lazy("admission", "Invited")),
        "papers": Status(WAIT, pgettext_lazy("admission", "Papers come in")),
        "review": Status(NOTE, pgettext_lazy("admission", "To review")),
        "qualification": Status(NOTE, pgettext_lazy("admission", "To qualify")),
        "exam": Status(GO, pgettext_lazy("admission", "Exam")),
        "contract": Status(WAIT, pgettext_lazy("admission", "To sign")),
        "esocial": Status(NOTE, pgettext_lazy("admission", "To report")),
        "first_day": Status(GO, pgettext_lazy("admission", "Ready")),
        "done": Status(DONE, pgettext_lazy("admission", "Admitted"), quiet=True),
        "cancelled": Status(VOID, pgettext_lazy("admission", "Cancelled")),
    },
    "admission_text": {
        "open": Status(WAIT, pgettext_lazy("text", "Not accepted")),
        "accepted": Status(DONE, pgettext_lazy("text", "Accepted"), quiet=True),
        "over": Status(VOID, pgettext_lazy("text", "Over")),
    },
    "paper": {
        "missing": Status(NOTE, pgettext_lazy("paper", "Missing")),
        "sent": Status(NOTE, pgettext_lazy("paper", "To review")),
        "accepted": Status(DONE, pgettext_lazy("paper", "Accepted"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("paper", "Refused")),
        "expired": Status(BAD, pgettext_lazy("paper", "Expired")),
        "waived": Status(VOID, pgettext_lazy("paper", "Not needed")),
        "replaced": Status(VOID, pgettext_lazy("paper", "Replaced"), quiet=True),
    },
    "paper_page": {
        "True": Status(DONE, pgettext_lazy("page", "Good")),
        "False": Status(BAD, pgettext_lazy("page", "Will not do")),
    },
    "leave_request": {
        "asked": Status(NOTE, pgettext_lazy("leave", "To decide")),
        "approved": Status(DONE, pgettext_lazy("leave", "Approved"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("leave", "Refused")),
        "withdrawn": Status(VOID, pgettext_lazy("leave", "Withdrawn")),
        "cancelled": Status(VOID, pgettext_lazy("leave", "Cancelled")),
    },
    # a year of acquisition
    "vacation": {
        "acquiring": Status(WAIT, pgettext_lazy("vacation", "Acquiring"), quiet=True),
        "open": Status(GO, pgettext_lazy("vacation", "In time"), quiet=True),
        "near": Status(NOTE, _("Near the limit")),
        "late": Status(BAD, _("Ends after the limit")),
        "double": Status(BAD, pgettext_lazy("vacation", "Double")),
        "done": Status(DONE, pgettext_lazy("vacation", "Planned or taken"), quiet=True),
        "lost": Status(VOID, pgettext_lazy("vacation", "Lost")),
    },
    "payment": {
        "pending": Status(WAIT, pgettext_lazy("payment", "Pending"), quiet=True),
        "authorized": Status(GO, pgettext_lazy("payment", "Authorized")),
        "paid": Status(DONE, pgettext_lazy("payment", "Paid"), quiet=True),
        "partially_paid": Status(NOTE, _("Partially paid")),
        "refunded": Status(VOID, pgettext_lazy("payment", "Refunded"), quiet=True),
        "partially_refunded": Status(NOTE, _("Partially refunded")),
        "voided": Status(VOID, pgettext_lazy("payment", "Voided"), quiet=True),
        "charged_back": Status(BAD, _("Charged back")),
        "failed": Status(BAD, pgettext_lazy("payment", "Refused")),
    },
    "fulfilment": {
        "unfulfilled": Status(WAIT, _("To ship"), quiet=True),
        "picking": Status(GO, _("Picking")),
        "checking": Status(GO, _("Checking")),
        "packed": Status(GO, _("Packed")),
        "partially_shipped": Status(NOTE, _("Partially shipped")),
        "shipped": Status(GO, pgettext_lazy("fulfilment", "Shipped")),
        "delivered": Status(DONE, pgettext_lazy("fulfilment", "Delivered")),
        "cancelled": Status(VOID, pgettext_lazy("fulfilment", "Cancelled"), quiet=True),
    },
    "shipment": {
        "pending": Status(WAIT, pgettext_lazy("shipment", "Preparing")),
        "shipped": Status(GO, pgettext_lazy("shipment", "Shipped")),
        "delivered": Status(DONE, pgettext_lazy("shipment", "Delivered")),
        "returned": Status(BAD, pgettext_lazy("shipment", "Returned")),
        "cancelled": Status(VOID, pgettext_lazy("shipment", "Cancelled")),
    },
    "wave": {
        "open": Status(WAIT, pgettext_lazy("wave", "Waiting")),
        "picking": Status(GO, _("Picking")),
        "packing": Status(GO, _("Checking")),
        "done": Status(DONE, pgettext_lazy("wave", "Finished"), quiet=True),
        "cancelled": Status(VOID, pgettext_lazy("wave", "Cancelled")),
    },
    "box": {
        # while it is picked, by what it waits for
        "picking": Status(GO, _("Picking")),
        "to_pick": Status(GO, _("Picking")),
        "to_check": Status(NOTE, _("To check")),
        "short": Status(BAD, _("All missing")),
        "packed": Status(DONE, pgettext_lazy("box", "Closed")),
        "shipped": Status(GO, pgettext_lazy("box", "Shipped")),
        "dropped": Status(VOID, pgettext_lazy("box", "Taken out")),
    },
    "reopening": {
        "waiting": Status(NOTE, pgettext_lazy("reopening", "To decide")),
        "approved": Status(DONE, pgettext_lazy("reopening", "Approved")),
        "refused": Status(BAD, pgettext_lazy("reopening", "Refused")),
        "withdrawn": Status(VOID, pgettext_lazy("reopening", "Withdrawn")),
    },
    "shortage": {
        "missing": Status(NOTE, pgettext_lazy("read", "Missing")),
        "damaged": Status(BAD, _("Damaged")),
    },
    "reservation": {
        "pending": Status(GO, pgettext_lazy("reservation", "Reserved"), quiet=True),
        "issued": Status(DONE, pgettext_lazy("reservation", "Issued")),
        "released": Status(VOID, pgettext_lazy("reservation", "Released")),
        "expired": Status(VOID, pgettext_lazy("reservation", "Expired")),
    },
    # what an act on many rows did to one of them
    "verdict": {
        "done": Status(DONE, pgettext_lazy("verdict", "Done"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("verdict", "Refused")),
        "skipped": Status(VOID, pgettext_lazy("verdict", "Already so"), quiet=True),
    },
    "job": {
        "queued": Status(WAIT, pgettext_lazy("job", "Queued")),
        "running": Status(GO, pgettext_lazy("job", "Running")),
        "done": Status(DONE, pgettext_lazy("job", "Done"), quiet=True),
        "failed": Status(BAD, pgettext_lazy("job", "Failed")),
        "cancelled": Status(VOID, pgettext_lazy("job", "Cancelled")),
    },
    "period": {
        "open": Status(GO, pgettext_lazy("period", "Open period"), quiet=True),
        "closed": Status(DONE, pgettext_lazy("period", "Closed period")),
        "locked": Status(DONE, pgettext_lazy("period", "Locked period")),
    },
    "entry": {
        "draft": Status(WAIT, pgettext_lazy("entry", "Draft")),
        "posted": Status(DONE, pgettext_lazy("entry", "Posted"), quiet=True),
        "reversed": Status(VOID, pgettext_lazy("entry", "Reversed")),
    },
    "event": {
        "pending": Status(GO, pgettext_lazy("event", "On its way")),
        "done": Status(DONE, pgettext_lazy("event", "Handled"), quiet=True),
        "parked": Status(BAD, pgettext_lazy("event", "Parked")),
    },
    "stock_check": {
        "running": Status(GO, pgettext_lazy("stock check", "Running")),
        "done": Status(DONE, pgettext_lazy("stock check", "Done"), quiet=True),
    },
    "stock_difference": {
        "proposed": Status(NOTE, _("Correction proposed")),
        "corrected": Status(DONE, pgettext_lazy("stock difference", "Corrected"), quiet=True),
        "dismissed": Status(VOID, pgettext_lazy("stock difference", "Dismissed")),
    },
    "schedule": {
        "active": Status(DONE, pgettext_lazy("schedule", "Active"), quiet=True),
        "paused": Status(VOID, pgettext_lazy("schedule", "Paused")),
    },
    "schedule_run": {
        "waiting": Status(GO, pgettext_lazy("run", "Being made")),
        "sent": Status(DONE, pgettext_lazy("run", "Sent"), quiet=True),
        "failed": Status(BAD, pgettext_lazy("run", "Failed")),
    },
    "proof": {
        "passed": Status(DONE, pgettext_lazy("proof", "Proof holds"), quiet=True),
        "failed": Status(BAD, pgettext_lazy("proof", "Proof fails")),
        "running": Status(GO, pgettext_lazy("proof", "Running")),
    },
    "import_batch": {
        "uploaded": Status(NOTE, pgettext_lazy("import", "Columns to check")),
        "analysing": Status(GO, pgettext_lazy("import", "Being read")),
        "previewed": Status(NOTE, pgettext_lazy("import", "To confirm")),
        "applying": Status(GO, pgettext_lazy("import", "Going in")),
        "applied": Status(DONE, pgettext_lazy("import", "Imported"), quiet=True),
        "undoing": Status(GO, pgettext_lazy("import", "Being undone")),
        "undone": Status(VOID, pgettext_lazy("import", "Undone"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("import", "File refused")),
        "discarded": Status(VOID, pgettext_lazy("import", "Discarded"), quiet=True),
    },
    "import_row": {
        "new": Status(GO, pgettext_lazy("import row", "New")),
        "changed": Status(NOTE, pgettext_lazy("import row", "Changed")),
        "same": Status(VOID, pgettext_lazy("import row", "Same"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("import row", "Refused")),
    },
    # a request of a data subject, and its clock
    "privacy_request": {
        "open": Status(GO, pgettext_lazy("privacy request", "Open"), quiet=True),
        "answered": Status(DONE, pgettext_lazy("privacy request", "Answered"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("privacy request", "Refused")),
        "cancelled": Status(VOID, pgettext_lazy("privacy request", "Cancelled")),
    },
    "privacy_clock": {
        "in_time": Status(GO, pgettext_lazy("clock", "In time"), quiet=True),
        "soon": Status(NOTE, pgettext_lazy("clock", "Ends soon")),
        "late": Status(BAD, pgettext_lazy("clock", "Time is over")),
    },
    # a file for eSocial, and what the official schema says of it
    "esocial_event": {
        "due": Status(NOTE, pgettext_lazy("eSocial", "To make")),
        "made": Status(NOTE, pgettext_lazy("eSocial", "To send")),
        "exported": Status(WAIT, pgettext_lazy("eSocial", "File taken")),
        "receipted": Status(DONE, pgettext_lazy("eSocial", "Receipted"), quiet=True),
        "refused": Status(BAD, pgettext_lazy("eSocial", "Refused")),
        "superseded": Status(VOID, pgettext_lazy("eSocial", "Superseded"), quiet=True),
    },
    "esocial_validity": {
        "unknown": Status(WAIT, pgettext_lazy("eSocial", "Not validated")),
        "valid": Status(DONE, pgettext_lazy("eSocial", "Valid"), quiet=True),
        "invalid": Status(BAD, pgettext_lazy("eSocial", "Invalid")),
    },
    # whether the CPF register knows a person as we do
    "qualification": {
        "pending": Status(NOTE, pgettext_lazy("qualification", "Pending")),
        "qualified": Status(DONE, pgettext_lazy("qualification", "Qualified"), quiet=True),
        "divergent": Status(BAD, pgettext_lazy("qualification", "Divergent")),
        "over": Status(VOID, pgettext_lazy("qualification", "Over")),
    },
    "active": {
        "True": Status(DONE, pgettext_lazy("active", "Active"), quiet=True),
        "False": Status(VOID, pgettext_lazy("active", "Inactive"), quiet=True),
    },
}


def find(kind: str, value: object) -> Status | None:
    """The row of the table, None if the value has none (then the screen shows the bare word)."""
    return STATUSES.get(kind, {}).get(str(value))


def uncovered(kind: str, values: Iterable[str]) -> list[str]:
    """Values of a TextChoices without a row here: for the test that keeps every app's statuses covered."""
    return [value for value in values if find(kind, value) is None]
