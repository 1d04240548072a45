"""S-2190, preliminary admission: the least that makes a start legal when S-2200 is not complete yet (evtAdmPrelim)."""

from hr.esocial.events.contract_groups import FIXED, INDEFINITE, URBAN
from hr.esocial.parts import Admission, Header
from hr.esocial.tree import serialise, start


def build(header: Header, facts: Admission) -> bytes:
    """The unsigned file.  infoRegCTPS is obligatory for employees admitted from 2026-01-02 on."""
    worker, contract = facts.worker, facts.contract
    root, event = start("evtAdmPrelim", header)
    info = event.group("infoRegPrelim")
    info.leaves(
        cpfTrab=worker.cpf,
        dtNascto=worker.birth_date,
        dtAdm=contract.admitted_on,
        matricula=contract.number,
        codCateg=contract.category,
        natAtividade=URBAN,
    )
    info.group("infoRegCTPS").leaves(
        CBOCargo=contract.cbo,
        vrSalFx=contract.pay,
        undSalFixo=contract.pay_unit,
        tpContr=INDEFINITE if contract.ends_on is None else FIXED,
        dtTerm=contract.ends_on,
    )
    return serialise(root)
