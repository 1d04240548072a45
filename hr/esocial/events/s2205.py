"""S-2205, change of personal data (evtAltCadastral): everything as it is now, not only what changed."""

from hr.esocial.events.person_groups import write_circumstances, write_identity
from hr.esocial.parts import Header, PersonalChange
from hr.esocial.tree import serialise, start


def build(header: Header, facts: PersonalChange) -> bytes:
    """The unsigned file."""
    root, event = start("evtAltCadastral", header)
    event.group("ideTrabalhador").leaves(cpfTrab=facts.worker.cpf)
    change = event.group("alteracao")
    change.leaves(dtAlteracao=facts.day)
    person = change.group("dadosTrabalhador")
    write_identity(person, facts.worker)
    person.leaves(paisNac=facts.worker.nationality)
    write_circumstances(person, facts.worker)
    return serialise(root)
