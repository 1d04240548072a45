"""
THE words of the audit trail: what each action code and each kind of record is called on the screen.

The trail keeps codes, because it outlives every wording.  A test holds this table against the codes in the source.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

Word = str | Promise

KINDS: dict[str, Word] = {
    "account": pgettext_lazy("trail", "Account"),
    "admission": pgettext_lazy("trail", "Admission"),
    "apiclient": pgettext_lazy("trail", "API client"),
    "catalogue": pgettext_lazy("trail", "Catalogue"),
    "channel": pgettext_lazy("trail", "Channel"),
    "company": pgettext_lazy("trail", "Company"),
    "customer": pgettext_lazy("trail", "Customer"),
    "documentkind": pgettext_lazy("trail", "Kind of document"),
    "entry": pgettext_lazy("trail", "Journal entry"),
    "file": pgettext_lazy("trail", "Kept file"),
    "import": pgettext_lazy("trail", "Import"),
    "list": pgettext_lazy("trail", "List"),
    "location": pgettext_lazy("trail", "Location"),
    "opening": pgettext_lazy("trail", "Opening balances"),
    "order": pgettext_lazy("trail", "Order"),
    "period": pgettext_lazy("trail", "Period"),
    "person": pgettext_lazy("trail", "Person"),
    "pricelist": pgettext_lazy("trail", "Price list"),
    "privacy_rules": pgettext_lazy("trail", "Privacy rules"),
    "product": pgettext_lazy("trail", "Product"),
    "report": pgettext_lazy("trail", "Report"),
    "report_schedule": pgettext_lazy("trail", "Scheduled report"),
    "salestaxrate": pgettext_lazy("trail", "Sales tax rate"),
    "saved_view": pgettext_lazy("trail", "Saved view"),
    "setup": pgettext_lazy("trail", "First steps"),
    "stock": pgettext_lazy("trail", "Stock"),
    "subject_request": pgettext_lazy("trail", "Privacy request"),
    "user": pgettext_lazy("trail", "User"),
    "variant": pgettext_lazy("trail", "Product variant"),
    "warehouse": pgettext_lazy("trail", "Warehouse"),
    "wave": pgettext_lazy("trail", "Wave"),
}

# Who acted.
ACTORS: dict[str, Word] = {
    "user": pgettext_lazy("trail", "Person"),
    "api": pgettext_lazy("trail", "API"),
    "system": pgettext_lazy("trail", "System"),
    "candidate": pgettext_lazy("trail", "Candidate"),
}

# What the registers do to any kind of record.
VERBS: dict[str, Word] = {
    "added": pgettext_lazy("trail", "added"),
    "changed": pgettext_lazy("trail", "changed"),
    "deleted": pgettext_lazy("trail", "deleted"),
}

ACTIONS: dict[str, Word] = {
    "admission.data_saved": pgettext_lazy("trail", "Candidate saved data"),
    "admission.data_sent": pgettext_lazy("trail", "Candidate sent everything"),
    "admission.link_asked": pgettext_lazy("trail", "New link asked for"),
    "admission.link_closed": pgettext_lazy("trail", "Link closed"),
    "admission.link_issued": pgettext_lazy("trail", "Link made"),
    "admission.portal_opened": pgettext_lazy("trail", "Portal opened"),
    "admission.text_accepted": pgettext_lazy("trail", "Text accepted"),
    "apiclient.key_revoked": pgettext_lazy("trail", "API key revoked"),
    "apiclient.key_rotated": pgettext_lazy("trail", "API key exchanged"),
    "catalogue.registered": pgettext_lazy("trail", "Products registered"),
    "customer.edited": pgettext_lazy("trail", "Customer changed"),
    "admission.paper_asked_again": pgettext_lazy("trail", "Document asked for again"),
    "admission.paper_waived": pgettext_lazy("trail", "Document not needed"),
    "admission.papers_asked": pgettext_lazy("trail", "Checklist of documents made"),
    "document.accepted": pgettext_lazy("trail", "Document accepted"),
    "document.page_reviewed": pgettext_lazy("trail", "Page of a document reviewed"),
    "document.refused": pgettext_lazy("trail", "Document refused"),
    "document.sent": pgettext_lazy("trail", "Document handed in"),
    "document.withdrawn": pgettext_lazy("trail", "Verdict on a document taken back"),
    "file.clean": pgettext_lazy("trail", "File found clean"),
    "file.disposed": pgettext_lazy("trail", "File deleted"),
    "file.quarantined": pgettext_lazy("trail", "File put in quarantine"),
    "entry.posted": pgettext_lazy("trail", "Entry posted"),
    "entry.reversed": pgettext_lazy("trail", "Entry reversed"),
    "import.applied": pgettext_lazy("trail", "Import carried out"),
    "import.undone": pgettext_lazy("trail", "Import undone"),
    "import.uploaded": pgettext_lazy("trail", "File sent to import"),
    "list.exported": pgettext_lazy("trail", "List exported"),
    "opening.posted": pgettext_lazy("trail", "Opening balances posted"),
    "order.act_refused": pgettext_lazy("trail", "Act on the order refused"),
    "order.approval_refused": pgettext_lazy("trail", "Approval refused"),
    "order.approved": pgettext_lazy("trail", "Order approved"),
    "order.cancelled": pgettext_lazy("trail", "Order cancelled"),
    "order.confirmation_sent": pgettext_lazy("trail", "Confirmation sent"),
    "order.delivered": pgettext_lazy("trail", "Delivery confirmed"),
    "order.edited": pgettext_lazy("trail", "Order changed"),
    "order.expired": pgettext_lazy("trail", "Order expired"),
    "order.imported": pgettext_lazy("trail", "Order imported"),
    "order.items_cancelled": pgettext_lazy("trail", "Items cancelled"),
    "order.packed": pgettext_lazy("trail", "Order packed"),
    "order.picking": pgettext_lazy("trail", "Order put into a wave"),
    "order.placed": pgettext_lazy("trail", "Order placed"),
    "order.shipped": pgettext_lazy("trail", "Parcel shipped"),
    "order.short_picked": pgettext_lazy("trail", "Shortage recorded"),
    "order.shortage_settled": pgettext_lazy("trail", "Shortage settled"),
    "order.taken_out": pgettext_lazy("trail", "Order taken out of its wave"),
    "payment.authorized": pgettext_lazy("trail", "Payment authorized"),
    "payment.captured": pgettext_lazy("trail", "Payment received"),
    "payment.chargeback": pgettext_lazy("trail", "Payment disputed"),
    "payment.refunded": pgettext_lazy("trail", "Payment refunded"),
    "payment.voided": pgettext_lazy("trail", "Authorization voided"),
    "period.closed": pgettext_lazy("trail", "Period closed"),
    "period.locked": pgettext_lazy("trail", "Period locked"),
    "period.reopened": pgettext_lazy("trail", "Period reopened"),
    "price.removed": pgettext_lazy("trail", "Price removed"),
    "price.set": pgettext_lazy("trail", "Price set"),
    "person.forgotten": pgettext_lazy("trail", "Person forgotten"),
    "privacy.anonymised": pgettext_lazy("trail", "Anonymisation carried out"),
    "privacy.answered": pgettext_lazy("trail", "Privacy request answered"),
    "privacy.cancelled": pgettext_lazy("trail", "Privacy request called off"),
    "privacy.export_downloaded": pgettext_lazy("trail", "Data export downloaded"),
    "privacy.exported": pgettext_lazy("trail", "Data export made"),
    "privacy.identity_checked": pgettext_lazy("trail", "Identity checked"),
    "privacy.opened": pgettext_lazy("trail", "Privacy request taken in"),
    "privacy.refused": pgettext_lazy("trail", "Privacy request refused"),
    "privacy.rules_changed": pgettext_lazy("trail", "Privacy rules changed"),
    "privacy.surveyed": pgettext_lazy("trail", "Dry run of an anonymisation"),
    "retention.disposed": pgettext_lazy("trail", "Disposed of after its time"),
    "report.issued": pgettext_lazy("trail", "Report issued"),
    "report_schedule.changed": pgettext_lazy("trail", "Report schedule changed"),
    "report_schedule.created": pgettext_lazy("trail", "Report scheduled"),
    "report_schedule.deleted": pgettext_lazy("trail", "Report schedule deleted"),
    "report_schedule.paused": pgettext_lazy("trail", "Report schedule paused"),
    "report_schedule.resumed": pgettext_lazy("trail", "Report schedule resumed"),
    "setup.first_user": pgettext_lazy("trail", "First user created"),
    "setup.left_out": pgettext_lazy("trail", "First step left out"),
    "setup.taken_up": pgettext_lazy("trail", "First step taken up again"),
    "shop.opened": pgettext_lazy("trail", "Sales channel opened"),
    "stock.adjusted": pgettext_lazy("trail", "Stock adjusted"),
    "stock.corrected": pgettext_lazy("trail", "Stock corrected"),
    "stock.difference_dismissed": pgettext_lazy("trail", "Difference dismissed"),
    "stock.expired": pgettext_lazy("trail", "Reservation expired"),
    "stock.issued": pgettext_lazy("trail", "Stock issued"),
    "stock.opening_reversed": pgettext_lazy("trail", "Opening stock reversed"),
    "stock.promised_elsewhere": pgettext_lazy("trail", "Reservation moved"),
    "stock.received": pgettext_lazy("trail", "Stock received"),
    "stock.reconciled": pgettext_lazy("trail", "Stock reconciled"),
    "stock.released": pgettext_lazy("trail", "Reservation released"),
    "stock.transferred": pgettext_lazy("trail", "Stock transferred"),
    "user.codes_made": pgettext_lazy("trail", "Recovery codes made"),
    "user.factor_added": pgettext_lazy("trail", "Second factor added"),
    "user.factor_removed": pgettext_lazy("trail", "Second factor removed"),
    "user.invited": pgettext_lazy("trail", "User invited"),
    "user.password_changed": pgettext_lazy("trail", "Password changed"),
    "user.renamed": pgettext_lazy("trail", "User renamed"),
    "user.second_factor_reset": pgettext_lazy("trail", "Second factor reset"),
    "user.session_ended": pgettext_lazy("trail", "Session ended"),
    "user.sessions_ended": pgettext_lazy("trail", "Sessions ended"),
    "view.changed": pgettext_lazy("trail", "Saved view changed"),
    "view.deleted": pgettext_lazy("trail", "Saved view deleted"),
    "view.saved": pgettext_lazy("trail", "View saved"),
    "wave.assigned": pgettext_lazy("trail", "Wave assigned"),
    "wave.cancelled": pgettext_lazy("trail", "Wave cancelled"),
    "wave.created": pgettext_lazy("trail", "Wave created"),
    "wave.done": pgettext_lazy("trail", "Wave finished"),
}


def kind_words(kind: str) -> str:
    """ "entry" -> "Lançamento"; a kind that nobody named stays as it is, because the trail hides nothing."""
    return str(KINDS.get(kind, kind))


def action_words(action: str) -> str:
    """ "entry.posted" -> "Lançamento feito"; what a register did is told as "Canal de venda: mudança"."""
    if action in ACTIONS:
        return str(ACTIONS[action])
    kind, _dot, verb = action.partition(".")
    return _("%(kind)s: %(verb)s") % {"kind": kind_words(kind), "verb": VERBS[verb]} if verb in VERBS else action
