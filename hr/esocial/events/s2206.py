"""S-2206, change of contract (evtAltContratual): position, pay, hours, place or term, told as a whole."""

from hr.esocial.events.contract_groups import GENERAL_SCHEME, write_apprenticeship, write_contract, write_working_regime
from hr.esocial.parts import ContractChange, Header
from hr.esocial.tree import serialise, start


def build(header: Header, facts: ContractChange) -> bytes:
    """The unsigned file."""
    root, event = start("evtAltContratual", header)
    event.group("ideVinculo").leaves(cpfTrab=facts.cpf, matricula=facts.contract.number)
    change = event.group("altContratual")
    change.leaves(dtAlteracao=facts.day)
    change.leaf("dscAlt", facts.description, longest=150)
    bond = change.group("vinculo")
    bond.leaves(tpRegPrev=GENERAL_SCHEME)
    regime = bond.group("infoRegimeTrab").group("infoCeletista")
    write_working_regime(regime, facts.contract)
    write_apprenticeship(regime, facts.contract)
    write_contract(bond.group("infoContrato"), facts.contract, is_admission=False)
    return serialise(root)
