"""S-2200, admission of a worker (evtAdmissao)."""

from hr.esocial.events.contract_groups import CLT, GENERAL_SCHEME, write_apprenticeship, write_contract, write_working_regime
from hr.esocial.events.person_groups import write_circumstances, write_identity
from hr.esocial.parts import Admission, Header
from hr.esocial.tree import serialise, start

# A common admission, neither of a contract from before eSocial nor by order of a court or an inspector.
NOT_INITIAL_LOAD, ADMISSION, NORMAL = False, "1", "1"


def build(header: Header, facts: Admission) -> bytes:
    """The unsigned file."""
    worker, contract = facts.worker, facts.contract
    root, event = start("evtAdmissao", header)
    person = event.group("trabalhador")
    person.leaves(cpfTrab=worker.cpf)
    write_identity(person, worker)
    person.group("nascimento").leaves(dtNascto=worker.birth_date, paisNascto=worker.birth_country, paisNac=worker.nationality)
    write_circumstances(person, worker)
    bond = event.group("vinculo")
    bond.leaves(matricula=contract.number, tpRegTrab=CLT, tpRegPrev=GENERAL_SCHEME, cadIni=NOT_INITIAL_LOAD)
    regime = bond.group("infoRegimeTrab").group("infoCeletista")
    regime.leaves(dtAdm=contract.admitted_on, tpAdmissao=ADMISSION, indAdmissao=NORMAL)
    write_working_regime(regime, contract)
    write_apprenticeship(regime, contract)
    write_contract(bond.group("infoContrato"), contract, is_admission=True)
    return serialise(root)
