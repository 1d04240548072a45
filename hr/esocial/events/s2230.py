"""S-2230, leave (evtAfastTemp): its beginning and, when known, its end."""

from hr.esocial.parts import Header, Leave
from hr.esocial.tree import serialise, start

VACATION, UNION_OFFICE = "15", "24"
ILLNESS = ("01", "03")
PAID_BY_EMPLOYER = "1"


def build(header: Header, facts: Leave) -> bytes:
    """The unsigned file."""
    root, event = start("evtAfastTemp", header)
    event.group("ideVinculo").leaves(cpfTrab=facts.cpf, matricula=facts.number)
    info = event.group("infoAfastamento")
    begin = info.group("iniAfastamento")
    begin.leaves(
        dtIniAfast=facts.first_day,
        codMotAfast=facts.motive,
        infoMesmoMtv=facts.same_illness if facts.motive in ILLNESS else None,
    )
    begin.leaf("observacao", facts.note, longest=255)
    if facts.motive == VACATION and facts.window_start is not None:
        begin.group("perAquis").leaves(dtInicio=facts.window_start)
    if facts.motive == UNION_OFFICE:
        begin.group("infoMandSind").leaves(cnpjSind=facts.union_cnpj, infOnusRemun=PAID_BY_EMPLOYER)
    if facts.last_day is not None:
        info.group("fimAfastamento").leaves(dtTermAfast=facts.last_day)
    return serialise(root)
