"""S-2299, termination (evtDeslig), with the amounts that the accountant names; payroll and the act of leaving are not ours."""

from hr.esocial.parts import Header, Termination
from hr.esocial.tree import CNPJ, serialise, start

NO_ALIMONY = "0"
STATEMENT = "RESCISAO"
# indApurIR: the amount is taxed as usual (obligatory since 2021-07).
NORMAL_TAX = "0"


def build(header: Header, facts: Termination) -> bytes:
    """The unsigned file."""
    root, event = start("evtDeslig", header)
    event.group("ideVinculo").leaves(cpfTrab=facts.cpf, matricula=facts.number)
    info = event.group("infoDeslig")
    info.leaves(
        mtvDeslig=facts.reason,
        dtDeslig=facts.last_day,
        dtAvPrv=facts.notice_given_on,
        indPagtoAPI=facts.notice_until is not None,
        dtProjFimAPI=facts.notice_until,
        pensAlim=NO_ALIMONY,
    )
    if facts.items:
        statement = info.group("verbasResc").group("dmDev")
        statement.leaves(ideDmDev=STATEMENT)
        place = statement.group("infoPerApur").group("ideEstabLot")
        place.leaves(tpInsc=CNPJ, nrInsc=facts.establishment_cnpj, codLotacao=facts.allocation)
        for item in facts.items:
            place.group("detVerbas").leaves(codRubr=item.code, ideTabRubr=item.table, vrRubr=item.amount, indApurIR=NORMAL_TAX)
    return serialise(root)
