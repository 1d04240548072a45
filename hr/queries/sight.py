"""Which parts of a file its reader may see: one's own file whole, others' by the policy's field masks."""

from dataclasses import dataclass

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from hr.models import Employee, Person


@dataclass(frozen=True, slots=True)
class Sight:
    """``is_own``: the reader's own file, whose reading is nobody's business and leaves no trace."""

    is_own: bool
    document: bool
    contact: bool
    pay: bool
    bank: bool
    sensitive: bool

    def cpf(self, person: Person) -> str:
        """As it may be read: 123.456.789-09 or •••.456.789-••."""
        return formats.cpf_cnpj(person.cpf) if self.document else formats.masked_document(person.cpf)


def sight_of(employee: Employee, actor: Actor) -> Sight:
    """What this actor sees of a file that the row scope lets him open."""
    own = actor.kind == "user" and employee.user_id == actor.id
    return Sight(
        is_own=own,
        document=own or policy.may_see(actor, "person.document"),
        contact=own or policy.may_see(actor, "person.contact"),
        pay=own or policy.may_see(actor, "employee.pay"),
        bank=own or policy.may_see(actor, "person.bank"),
        sensitive=own or policy.may_see(actor, "person.sensitive"),
    )
