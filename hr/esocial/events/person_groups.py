"""What S-2200 and S-2205 say of a person, in the order of the layout."""

from hr.esocial.parts import BRAZIL, Address, DependentFacts, Worker
from hr.esocial.tree import Tree

OTHER_DEPENDENT = "99"
DISABILITY_LEAVES = (
    ("defFisica", "fisica"),
    ("defVisual", "visual"),
    ("defAuditiva", "auditiva"),
    ("defMental", "mental"),
    ("defIntelectual", "intelectual"),
    ("reabReadap", "reabilitado"),
)


def write_identity(tree: Tree, worker: Worker) -> None:
    """Name, sex, race, marital status, schooling, social name."""
    tree.leaf("nmTrab", worker.name, longest=70)
    tree.leaves(sexo=worker.sex, racaCor=worker.race_colour, estCiv=worker.marital_status, grauInstr=worker.education)
    tree.leaf("nmSoc", worker.social_name, longest=70)


def write_circumstances(tree: Tree, worker: Worker) -> None:
    """Address, immigration, disabilities, dependents, contact."""
    if worker.address is not None:
        write_address(tree.group("endereco").group("brasil"), worker.address)
    if worker.nationality != BRAZIL and worker.entry_condition:
        tree.group("trabImig").leaves(tmpResid=worker.residence, condIng=worker.entry_condition)
    if worker.disabilities:
        # infoCota is left out: NT S-1.3 07/2026 ends it, and the layout in force takes the group without it.
        group = tree.group("infoDeficiencia")
        for leaf, code in DISABILITY_LEAVES:
            group.leaf(leaf, code in worker.disabilities)
    for dependent in worker.dependents:
        _write_dependent(tree.group("dependente"), dependent)
    phone, email = contact_of(worker)
    if phone or email:
        tree.group("contato").leaves(fonePrinc=phone, emailPrinc=email)


def write_address(tree: Tree, address: Address) -> None:
    """An address in Brazil (T_endereco_brasil)."""
    tree.leaves(tpLograd=address.street_kind)
    tree.leaf("dscLograd", address.street, longest=100)
    tree.leaf("nrLograd", address.number, longest=10)
    tree.leaf("complemento", address.complement, longest=30)
    tree.leaf("bairro", address.district, longest=90)
    tree.leaves(cep=address.postal_code, codMunic=address.city_code, uf=address.state)


def contact_of(worker: Worker) -> tuple[str, str]:
    """Phone and e-mail if the layout takes them (both are optional): 10 to 13 digits, 6 to 60 characters with an @ inside."""
    digits = "".join(char for char in worker.phone if char in "0123456789")
    name, _at, domain = worker.email.strip().partition("@")
    fits = bool(name) and "." in domain.strip(".") and 6 <= len(worker.email.strip()) <= 60
    return digits if 10 <= len(digits) <= 13 else "", worker.email.strip() if fits else ""


def _write_dependent(tree: Tree, dependent: DependentFacts) -> None:
    tree.leaves(tpDep=dependent.kind)
    tree.leaf("nmDep", dependent.name, longest=70)
    tree.leaves(
        dtNascto=dependent.birth_date,
        cpfDep=dependent.cpf,
        depIRRF=dependent.for_income_tax,
        depSF=dependent.for_family_allowance,
        incTrab=dependent.is_incapable,
        descrDep="Agregado ou outro dependente" if dependent.kind == OTHER_DEPENDENT else None,
    )
