"""What S-2200 and S-2206 say of a contract, in the order of the layout."""

from hr.esocial.parts import Contract, Week
from hr.esocial.tree import CNPJ, Tree

# An employee under the CLT in a town, in the general social security.
CLT, GENERAL_SCHEME, URBAN = "1", "1", "1"
INDEFINITE, FIXED = "1", "2"
# One who is hired through an entity is the entity's employee, not ours.
HIRED_DIRECTLY = "1"


def write_working_regime(tree: Tree, contract: Contract) -> None:
    """How working time is ruled, and the union of the trade (cnpjSindCategProf)."""
    tree.leaves(tpRegJor=contract.regime, natAtividade=URBAN, cnpjSindCategProf=contract.union_cnpj)


def write_apprenticeship(tree: Tree, contract: Contract) -> None:
    """T_aprend, of apprentices only."""
    if not contract.is_apprentice:
        return
    tree.group("aprend").leaves(indAprend=HIRED_DIRECTLY, cnpjEntQual=contract.school_cnpj)


def write_contract(tree: Tree, contract: Contract, *, is_admission: bool) -> None:
    """infoContrato: position, category, pay, term, place, hours."""
    tree.leaf("nmCargo", contract.position, longest=100)
    tree.leaves(CBOCargo=contract.cbo, codCateg=contract.category)
    tree.group("remuneracao").leaves(vrSalFx=contract.pay, undSalFixo=contract.pay_unit)
    duration = tree.group("duracao")
    if contract.ends_on is None:
        duration.leaves(tpContr=INDEFINITE)
    else:
        duration.leaves(tpContr=FIXED, dtTerm=contract.ends_on)
        if is_admission:
            duration.leaves(clauAssec=contract.early_end_clause)
    tree.group("localTrabalho").group("localTrabGeral").leaves(tpInsc=CNPJ, nrInsc=contract.establishment_cnpj)
    if contract.week is not None:
        _write_week(tree.group("horContratual"), contract, contract.week)


def _write_week(tree: Tree, contract: Contract, week: Week) -> None:
    tree.leaves(
        qtdHrsSem=None if contract.is_intermittent else week.hours,
        tpJornada=week.journey,
        tmpParc=week.part_time,
        horNoturno=None if contract.is_intermittent else week.at_night,
    )
    tree.leaf("dscJorn", week.description, longest=999)
