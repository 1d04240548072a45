"""THE WRITE DOOR of the first run: the first account, the first shop with its key, and what is left out."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import connection, transaction

from backoffice import roles
from backoffice.core import audit
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.api import keys
from backoffice.core.audit import Trace
from backoffice.core.models import ApiClient, User
from backoffice.setup.errors import CodeTaken, HasUsers, ShopIsOpen, UnknownStep
from backoffice.setup.models import StepDecision
from hr import services as hr
from inventory import queries as inventory_queries
from inventory import services as inventory
from orders import services as orders

ALL = "all"
MAY_BE_LEFT_OUT = frozenset({"people", "hiring", "stock", "tax", "opening", ALL})
SHOP_SCOPES = ("catalog", "orders", "payments", "fulfilment")
PRICE_LIST = ("varejo", "Varejo")
# Any number that nothing else uses: two people with the same link wait for each other.
_FIRST_USER_LOCK = 714_001


@dataclass(frozen=True, kw_only=True)
class FirstUser:
    """``password`` is checked against the rules already.  ``alone``: this person does everything for now."""

    username: str
    name: str
    email: str
    password: str
    alone: bool


@dataclass(frozen=True, kw_only=True)
class ShopDraft:
    """The first channel and where its goods lie; codes as in ``orders.models.Channel`` and ``inventory.models.Location``."""

    code: str
    name: str
    warehouse_code: str
    warehouse_name: str


def somebody_signs_in() -> bool:
    """Whether anybody has an account that still works: then the first account is made already."""
    return User.objects.filter(is_active=True).exists()


@transaction.atomic
def create_first_user(*, draft: FirstUser, at: datetime) -> User:
    """
    Make the first account, an administrator.

    :raises HasUsers: there is one, whoever made it
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST_USER_LOCK])
    if somebody_signs_in():
        raise HasUsers
    first, _space, last = draft.name.partition(" ")
    user = User(username=draft.username, first_name=first[:150], last_name=last[:150], email=draft.email, is_staff=True)
    user.set_password(draft.password)
    user.save()
    chosen = roles.OWNER_ROLES if draft.alone else (roles.ADMIN,)
    user.groups.set(Group.objects.filter(name__in=chosen))
    trace = Trace(action="user.added", subject=("user", str(user.pk)), at=at, after={"roles": list(chosen), "first": True})
    audit.record([trace], by=SYSTEM)
    hr.install_standard_checklist(by=SYSTEM, at=at)
    return user


@transaction.atomic
def open_shop(*, draft: ShopDraft, by: Actor, at: datetime) -> str:
    """
    Make warehouse, price list, channel and the shop's API key, whatever of it is missing; the key is returned this once.

    :raises ShopIsOpen: a key of this name exists; nothing is made
    :raises CodeTaken: the warehouse's code names something else
    """
    warehouse = inventory.ensure_warehouse(code=draft.warehouse_code, name=draft.warehouse_name)
    if draft.warehouse_code not in dict(inventory_queries.list_warehouses()):
        raise CodeTaken(code=draft.warehouse_code)
    price_list = inventory.ensure_price_list(code=PRICE_LIST[0], name=PRICE_LIST[1])
    orders.ensure_channel(draft=orders.ChannelDraft(draft.code, draft.name, "own_store", warehouse, price_list_id=price_list))
    client = ApiClient(name=draft.name, channel_code=draft.code, scopes=list(SHOP_SCOPES))
    key = keys.prepare_key(client)
    # Whoever sends the form twice, or at the same moment, finds the name taken.
    made = ApiClient.objects.bulk_create([client], ignore_conflicts=True)
    stored = ApiClient.objects.filter(name=draft.name, key_hash=made[0].key_hash).first()
    if stored is None:
        raise ShopIsOpen(name=draft.name)
    after = {"channel": draft.code, "warehouse": draft.warehouse_code, "scopes": list(SHOP_SCOPES)}
    audit.record([Trace(action="shop.opened", subject=("apiclient", str(stored.pk)), at=at, after=after)], by=by)
    return key


@transaction.atomic
def leave_out(*, step: str, by: Actor, at: datetime) -> None:
    """
    Say that the company does not need this step ("all": put the whole list off).  Saying it twice changes nothing.

    :raises UnknownStep: no such step, or one that every company needs
    """
    if step not in MAY_BE_LEFT_OUT:
        raise UnknownStep(step=step)
    _row, is_new = StepDecision.objects.get_or_create(step=step, defaults={"decided_by": by.name, "decided_at": at})
    if is_new:
        audit.record([Trace(action="setup.left_out", subject=("setup", step), at=at)], by=by)


@transaction.atomic
def take_up(*, step: str, by: Actor, at: datetime) -> None:
    """Take the decision back: the step is to do again.  A step that was not left out stays as it is."""
    deleted, _rows = StepDecision.objects.filter(step=step).delete()
    if deleted:
        audit.record([Trace(action="setup.taken_up", subject=("setup", step), at=at)], by=by)
