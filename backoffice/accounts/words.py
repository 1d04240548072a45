"""What the permissions and roles are called, for the page of the roles and the form of a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice import roles

AREAS: dict[str, str | Promise] = {
    "home": _("Everybody"),
    "jobs": _("Everybody"),
    "views": _("Everybody"),
    "orders": _("Sales"),
    "customers": _("Customers"),
    "comments": _("Everybody"),
    "catalog": _("Products"),
    "inventory": _("Stock"),
    "finance": _("Finance"),
    "hr": _("People"),
    "reports": _("Reports"),
    "imports": _("System"),
    "system": _("System"),
}

# What a key of the API may do; the code in brackets is the one its documentation uses.
SCOPES: dict[str, str | Promise] = {
    "catalog": _("See products and stock (catalog)"),
    "orders": _("Place, see and cancel orders (orders)"),
    "payments": _("Report payments (payments)"),
    "fulfilment": _("Ship orders and report deliveries (fulfilment)"),
}

PERMISSIONS: dict[str, str | Promise] = {
    "home.view": _("Open the home page and the own account"),
    "jobs.view_own": _("Follow the own jobs and fetch their files"),
    "views.share": _("Share a saved view with everybody"),
    "comments.write": _("Write comments"),
    "imports.use": _("Bring data in from files"),
    "reports.view": _("Open the report centre"),
    "reports.schedule": _("Schedule reports for oneself"),
    "reports.manage_schedules": _("Change everybody's report schedules"),
    "hr.view_own": _("See the own file, papers and leave"),
    "hr.open_files": _("Open the file of a person"),
    "hr.see_leave": _("See the leave of oneself and of the own team"),
    "hr.request_leave": _("Ask for leave and vacation"),
    "hr.decide_team_leave": _("Decide on the requests of the own team"),
    "hr.view_people": _("See the people of the company"),
    "hr.view_personal": _("See documents, contacts and addresses of people in full"),
    "hr.change_people": _("Change the files of people"),
    "hr.view_pay": _("See pay"),
    "hr.view_bank": _("See bank data of people"),
    "hr.view_sensitive": _("See health, origin and union data"),
    "hr.export_people": _("Take lists of people out"),
    "hr.manage_structure": _("Change establishments, departments, positions and checklists"),
    "hr.view_documents": _("Open the papers of people"),
    "hr.review_documents": _("Accept and refuse papers"),
    "hr.admit": _("Admit people"),
    "hr.qualify": _("Qualify CPFs for eSocial"),
    "hr.use_esocial": _("Make and export eSocial events"),
    "hr.view_leave": _("See everybody's leave"),
    "hr.manage_leave": _("Record leave and decide on any request"),
    "hr.manage_privacy": _("Answer requests about personal data"),
    "hr.view_reads": _("See who looked at sensitive data"),
    "orders.view": _("See orders"),
    "orders.change": _("Change notes and dates of orders"),
    "orders.view_reports": _("See the reports of sales"),
    "orders.place": _("Place orders"),
    "orders.approve": _("Approve orders"),
    "orders.approve_any_amount": _("Approve orders of any amount"),
    "orders.cancel": _("Cancel orders"),
    "orders.pick": _("Pick and pack orders"),
    "orders.ship": _("Ship orders"),
    "orders.deliver": _("Record deliveries"),
    "orders.record_payment": _("Record payments and refunds"),
    "customers.view": _("See customers"),
    "customers.change": _("Change customers"),
    "customers.view_document": _("See CPF and CNPJ in full"),
    "catalog.view": _("See products and prices"),
    "catalog.change": _("Change products and prices"),
    "catalog.view_cost": _("See cost and margin"),
    "inventory.view": _("See the stock"),
    "inventory.receive": _("Receive goods"),
    "inventory.transfer": _("Transfer between locations"),
    "inventory.adjust": _("Adjust the stock"),
    "inventory.reconcile": _("Reconcile the stock"),
    "inventory.approve_correction": _("Approve stock corrections"),
    "finance.view_journal": _("See the journal and the accounts"),
    "finance.view_reports": _("See the reports"),
    "finance.export_reports": _("Issue and export reports"),
    "finance.post_manual": _("Post entries by hand"),
    "finance.close_period": _("Close and lock periods"),
    "finance.change_chart": _("Change the chart of accounts and taxes"),
    "finance.open_books": _("Post the opening balances"),
    "system.manage_users": _("Invite people and give roles"),
    "system.manage_clients": _("Make and rotate API keys"),
    "system.manage_settings": _("Change settings"),
    "system.view_settings": _("See settings and API clients"),
    "system.view_audit": _("Read the audit trail"),
    "system.view_jobs": _("See everybody's jobs"),
    "system.manage_jobs": _("Repeat failed jobs and messages"),
}

ROLE_HINTS: dict[str, str | Promise] = {
    roles.SALES: _("Orders, customers and products; cancels orders."),
    roles.WAREHOUSE: _("Stock, picking and shipping; no money."),
    roles.FINANCE: _("Journal, reports, payments and refunds."),
    roles.FINANCE_MANAGER: _("Everything of finance; closes periods and approves."),
    roles.HR: _("People: admission, documents, leave."),
    roles.EMPLOYEE: _("Only what concerns the person."),
    roles.AUDITOR: _("Reads everything but personal documents; changes nothing."),
    roles.ADMIN: _("People, roles, API keys and settings; no money."),
}


def say(code: str) -> str:
    """The permission in words; one without words of its own keeps its code."""
    return str(PERMISSIONS.get(code, code))
