"""The first steps, each judged by the data: nobody ticks anything off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.setup import says
from backoffice.setup.models import StepDecision
from backoffice.setup.says import Facts
from backoffice.setup.services import ALL, MAY_BE_LEFT_OUT

DONE, OPEN, WAITING, NOT_NEEDED = "done", "open", "waiting", "not_needed"


@dataclass(frozen=True, kw_only=True)
class Step:
    """
    One step.  ``is_done`` and ``fact`` read the data; ``url`` is where it is done, by whom says ``permission``.

    ``after`` is the step without which this one cannot begin, given the facts.
    """

    code: str
    title: str | Promise
    what: str | Promise
    why: str | Promise
    act: str | Promise
    again: str | Promise
    permission: str
    icon: str
    url: Callable[[Facts], str]
    is_done: Callable[[Facts], bool]
    fact: Callable[[Facts], str]
    after: Callable[[Facts], str] = lambda facts: ""


STEPS: list[Step] = [
    Step(
        code="company",
        title=gettext_lazy("Company"),
        what=gettext_lazy("Names, CNPJ, address and tax regime."),
        why=gettext_lazy("They stand on reports, papers and mails."),
        act=gettext_lazy("Fill in the company"),
        again=gettext_lazy("Change the company"),
        permission="system.manage_settings",
        icon="domain",
        url=lambda facts: reverse("company"),
        is_done=lambda facts: facts.company.is_known,
        fact=lambda facts: facts.company.legal_name if facts.company.is_known else "",
    ),
    Step(
        code="factor",
        title=gettext_lazy("Your second factor"),
        what=gettext_lazy("An application on the phone, or a passkey, beside your password."),
        why=gettext_lazy("You touch money, people and settings: a stolen password alone must not open them."),
        act=gettext_lazy("Set up the second factor"),
        again=gettext_lazy("See"),
        permission="home.view",
        icon="shield",
        url=lambda facts: reverse("account_security"),
        is_done=lambda facts: facts.factors > 0,
        fact=lambda facts: _("Active on your account") if facts.factors else "",
    ),
    Step(
        code="people",
        title=gettext_lazy("People and roles"),
        what=gettext_lazy("Invite by e-mail; each role sees only its own work."),
        why=gettext_lazy("The trail then says who did what."),
        act=gettext_lazy("Invite somebody"),
        again=gettext_lazy("See people"),
        permission="system.manage_users",
        icon="group",
        url=lambda facts: reverse("admin:core_user_changelist" if facts.people > 1 else "admin:core_user_add"),
        is_done=lambda facts: facts.people > 1,
        fact=says.people_said,
    ),
    Step(
        code="hiring",
        title=gettext_lazy("Hiring"),
        what=gettext_lazy(
            "Contract, privacy notice and internal rules that candidates accept. Papers to ask for and kinds of leave are ready."
        ),
        why=gettext_lazy("Without a contract in force nobody can be admitted."),
        act=gettext_lazy("Bring the standard texts"),
        again=gettext_lazy("See the texts"),
        permission="hr.admit",
        icon="contract",
        url=lambda facts: reverse("admission_texts"),
        is_done=lambda facts: facts.hiring_texts > 0,
        fact=lambda facts: says.hiring_said(facts) if facts.hiring_texts else "",
    ),
    Step(
        code="shop",
        title=gettext_lazy("Channel and API key"),
        what=gettext_lazy("Where orders come from, where the goods lie, and the key with which the shop sends orders."),
        why=gettext_lazy("Without a channel no order can come in."),
        act=gettext_lazy("Open the shop"),
        again=gettext_lazy("See"),
        permission="system.manage_clients",
        icon="storefront",
        url=lambda facts: reverse("open_shop"),
        is_done=lambda facts: facts.channels > 0 and facts.api_clients > 0,
        fact=lambda facts: says.shop_said(facts) if facts.channels or facts.api_clients else "",
    ),
    Step(
        code="products",
        title=gettext_lazy("Products"),
        what=gettext_lazy("Names, SKUs and prices from Excel, Bling, Tiny or Nuvemshop; the preview shows every row first."),
        why=gettext_lazy("Orders name SKUs; unknown ones are refused."),
        act=gettext_lazy("Import products"),
        again=gettext_lazy("See products"),
        permission="catalog.change",
        icon="inventory_2",
        url=lambda facts: reverse("product_list") if facts.goods.products else reverse("import_start", args=["produtos"]),
        is_done=lambda facts: facts.goods.products > 0,
        fact=lambda facts: says.products_said(facts) if facts.goods.products else "",
    ),
    Step(
        code="stock",
        title=gettext_lazy("Opening stock"),
        what=gettext_lazy("How much of each SKU lies where, and what it cost."),
        why=gettext_lazy("Only what is there can be sold, and its cost makes the margin."),
        act=gettext_lazy("Import opening stock"),
        again=gettext_lazy("See"),
        permission="inventory.receive",
        icon="shelves",
        url=lambda facts: reverse("import_start", args=["estoque-inicial"]),
        is_done=lambda facts: facts.goods.opening_units > 0,
        fact=lambda facts: says.stock_said(facts) if facts.goods.opening_units else "",
        after=lambda facts: "products" if not facts.goods.products else "",
    ),
    Step(
        code="chart",
        title=gettext_lazy("Chart of accounts"),
        what=gettext_lazy("Comes ready for a company that sells online. Look at it with your accountant: it can be adapted."),
        why=gettext_lazy("Every sale, payment and stock move is posted by itself to these accounts."),
        act=gettext_lazy("Look at the chart"),
        again=gettext_lazy("Look at the chart"),
        permission="system.manage_settings",
        icon="account_tree",
        url=lambda facts: reverse("setup_chart"),
        is_done=lambda facts: facts.books.is_chart_ready,
        fact=says.chart_said,
    ),
    Step(
        code="tax",
        title=gettext_lazy("Taxes on sales"),
        what=gettext_lazy("The rate that your accountant names, from which day, and where it comes from."),
        why=gettext_lazy("Each shipment posts its tax, so the profit you see is net."),
        act=gettext_lazy("Record the tax"),
        again=gettext_lazy("See"),
        permission="finance.change_chart",
        icon="percent",
        url=says.tax_url,
        is_done=lambda facts: facts.books.has_tax,
        fact=lambda facts: _("A rate is valid today") if facts.books.has_tax else "",
        after=lambda facts: "company" if not facts.company.is_known and not facts.books.has_tax else "",
    ),
    Step(
        code="opening",
        title=gettext_lazy("Opening balances"),
        what=gettext_lazy("The balance sheet of your old books, typed or pasted; it has to tie out with the stock."),
        why=gettext_lazy("Balance sheet and cash then begin with the truth, not with zero."),
        act=gettext_lazy("Type the balances"),
        again=gettext_lazy("See"),
        permission="finance.open_books",
        icon="account_balance",
        url=lambda facts: reverse("opening_balances"),
        is_done=lambda facts: facts.books.opening is not None,
        fact=says.opening_said,
        after=lambda facts: "stock" if not facts.goods.opening_units else "",
    ),
]
_TITLES: Mapping[str, str | Promise] = {step.code: step.title for step in STEPS}


def read_steps(*, actor: Actor, at: datetime) -> dict[str, Any]:
    """
    The list as the pages draw it: "steps", "done", "total", "is_finished", "next" (the first that this person can do now).

    A step left out lets those after it begin.
    """
    facts = Facts(user_id=actor.id, at=at)
    left_out = {row.step: row for row in StepDecision.objects.all()}
    rows = [_row(step, facts, actor, left_out) for step in STEPS]
    counted = [row for row in rows if row["state"] != NOT_NEEDED]
    done = sum(row["state"] == DONE for row in counted)
    upcoming = next((row for row in rows if row["state"] == OPEN and row["may"]), None)
    if upcoming:
        upcoming["is_next"] = True
    return {
        "steps": rows,
        "done": done,
        "total": len(counted),
        "is_finished": done == len(counted),
        "is_put_off": ALL in left_out,
        "next": upcoming,
    }


def _row(step: Step, facts: Facts, actor: Actor, left_out: Mapping[str, StepDecision]) -> dict[str, Any]:
    is_done = step.is_done(facts)
    before = "" if is_done else step.after(facts)
    is_left_out = step.code in left_out and not is_done
    state = DONE if is_done else NOT_NEEDED if is_left_out else WAITING if before and before not in left_out else OPEN
    may = actor.may(step.permission)
    return {
        "code": step.code,
        "title": step.title,
        "icon": step.icon,
        "what": step.what,
        "why": step.why,
        "act": step.again if is_done else step.act,
        "url": step.url(facts),
        "state": state,
        "fact": step.fact(facts),
        "after": _TITLES[before] if state == WAITING else "",
        "may": may,
        "who": "" if may else policy.role_names(policy.roles_holding(step.permission)),
        "may_be_left_out": step.code in MAY_BE_LEFT_OUT and state in (OPEN, WAITING),
        "decided": left_out.get(step.code) if is_left_out else None,
        "is_next": False,
    }
