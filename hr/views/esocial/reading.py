"""A file in words: what it tells, group by group, for somebody who does not read XML."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from lxml import etree

from backoffice.core.templatetags import formats
from hr.esocial.schemas import parser_of
from hr.models import Dependent, Employee, EsocialEmployer, EsocialTerms, PayTerm, Person, WorkSchedule
from hr.portal.countries import COUNTRIES
from hr.words import RACES

Text = str | Promise

GROUPS: dict[str, Text] = {
    "ideEvento": gettext_lazy("The file"),
    "ideEmpregador": gettext_lazy("Employer"),
    "infoRegPrelim": gettext_lazy("Preliminary admission"),
    "infoRegCTPS": gettext_lazy("Work card"),
    "trabalhador": gettext_lazy("Person"),
    "ideTrabalhador": gettext_lazy("Person"),
    "dadosTrabalhador": gettext_lazy("Person"),
    "nascimento": gettext_lazy("Birth"),
    "brasil": gettext_lazy("Address"),
    "trabImig": gettext_lazy("Immigration"),
    "infoDeficiencia": gettext_lazy("Disability"),
    "dependente": gettext_lazy("Dependent"),
    "contato": gettext_lazy("Contact"),
    "vinculo": gettext_lazy("Contract"),
    "ideVinculo": gettext_lazy("Contract"),
    "infoCeletista": gettext_lazy("Regime (CLT)"),
    "aprend": gettext_lazy("Apprenticeship"),
    "infoContrato": pgettext_lazy("eSocial", "Position"),
    "remuneracao": gettext_lazy("Pay"),
    "duracao": gettext_lazy("Term"),
    "localTrabGeral": gettext_lazy("Place of work"),
    "horContratual": gettext_lazy("Working hours"),
    "alteracao": gettext_lazy("Change"),
    "altContratual": gettext_lazy("Change"),
    "iniAfastamento": gettext_lazy("Leave begins"),
    "perAquis": gettext_lazy("Year of acquisition"),
    "infoMandSind": gettext_lazy("Union office"),
    "fimAfastamento": gettext_lazy("Leave ends"),
    "infoDeslig": gettext_lazy("Termination"),
    "ideEstabLot": gettext_lazy("Settlement"),
    "dmDev": gettext_lazy("Settlement"),
    "detVerbas": gettext_lazy("Pay item"),
}
LEAVES: dict[str, Text] = {
    "indRetif": gettext_lazy("Kind of file"),
    "nrRecibo": gettext_lazy("Corrects the receipt"),
    "tpAmb": gettext_lazy("Environment"),
    "nrInsc": "CNPJ",
    "cpfTrab": "CPF",
    "nmTrab": gettext_lazy("Civil name"),
    "nmSoc": gettext_lazy("Social name"),
    "sexo": gettext_lazy("Sex"),
    "racaCor": gettext_lazy("Race or colour"),
    "estCiv": gettext_lazy("Marital status"),
    "grauInstr": gettext_lazy("Schooling"),
    "dtNascto": gettext_lazy("Date of birth"),
    "paisNascto": gettext_lazy("Country of birth"),
    "paisNac": gettext_lazy("Nationality"),
    "tpLograd": gettext_lazy("Kind of street"),
    "dscLograd": pgettext_lazy("address", "Street"),
    "nrLograd": gettext_lazy("Number"),
    "complemento": gettext_lazy("Complement"),
    "bairro": gettext_lazy("District"),
    "cep": "CEP",
    "codMunic": gettext_lazy("City (IBGE)"),
    "uf": gettext_lazy("State"),
    "tmpResid": gettext_lazy("Residence"),
    "condIng": gettext_lazy("Condition of entry"),
    "defFisica": gettext_lazy("Physical"),
    "defVisual": gettext_lazy("Visual"),
    "defAuditiva": gettext_lazy("Hearing"),
    "defMental": gettext_lazy("Mental"),
    "defIntelectual": gettext_lazy("Intellectual"),
    "reabReadap": gettext_lazy("Rehabilitated"),
    "tpDep": gettext_lazy("Relationship"),
    "nmDep": gettext_lazy("Name"),
    "cpfDep": "CPF",
    "depIRRF": gettext_lazy("Counts for income tax"),
    "depSF": gettext_lazy("Counts for family allowance"),
    "incTrab": gettext_lazy("Unable to work"),
    "descrDep": pgettext_lazy("fact", "Description"),
    "fonePrinc": gettext_lazy("Phone"),
    "emailPrinc": gettext_lazy("E-mail"),
    "matricula": gettext_lazy("Registration number"),
    "codCateg": gettext_lazy("Category"),
    "dtAdm": gettext_lazy("Admitted on"),
    "cnpjSindCategProf": gettext_lazy("CNPJ of the union"),
    "tpRegJor": gettext_lazy("Regime of working time"),
    "cnpjEntQual": gettext_lazy("CNPJ of the training entity"),
    "nmCargo": pgettext_lazy("eSocial", "Position"),
    "CBOCargo": "CBO",
    "vrSalFx": gettext_lazy("Salary"),
    "undSalFixo": gettext_lazy("Per"),
    "tpContr": gettext_lazy("Term"),
    "dtTerm": gettext_lazy("Ends on"),
    "clauAssec": gettext_lazy("Either side may end it early"),
    "qtdHrsSem": gettext_lazy("Hours a week"),
    "tpJornada": gettext_lazy("Kind of working time"),
    "tmpParc": gettext_lazy("Part time"),
    "horNoturno": gettext_lazy("Night hours"),
    "dscJorn": gettext_lazy("Days and hours"),
    "dtAlteracao": gettext_lazy("Changes on"),
    "dscAlt": gettext_lazy("What changed"),
    "dtIniAfast": gettext_lazy("First day"),
    "codMotAfast": gettext_lazy("Motive (table 18)"),
    "infoMesmoMtv": gettext_lazy("Same illness as before"),
    "observacao": gettext_lazy("Note"),
    "dtInicio": gettext_lazy("From"),
    "cnpjSind": gettext_lazy("CNPJ of the union"),
    "dtTermAfast": gettext_lazy("Last day"),
    "mtvDeslig": gettext_lazy("Reason (table 19)"),
    "dtDeslig": gettext_lazy("Last day"),
    "dtAvPrv": gettext_lazy("Notice given on"),
    "indPagtoAPI": gettext_lazy("Notice paid instead of worked"),
    "dtProjFimAPI": gettext_lazy("Notice counts until"),
    "codLotacao": gettext_lazy("Tax allocation"),
    "codRubr": gettext_lazy("Code"),
    "ideTabRubr": gettext_lazy("Table"),
    "vrRubr": gettext_lazy("Amount"),
}
# Leaves that say the same in every file tell a reader nothing.
_SILENT = frozenset({"procEmi", "verProc", "tpInsc", "tpRegTrab", "tpRegPrev", "cadIni", "tpAdmissao", "indAdmissao", "natAtividade"}) | {
    "ideDmDev",
    "indApurIR",
    "pensAlim",
    "indAprend",
    "infOnusRemun",
}
_YES_NO: dict[str, Text] = {"S": gettext_lazy("yes"), "N": gettext_lazy("no")}


def _choices(kind: object) -> dict[str, Text]:
    return dict(kind.choices)  # type: ignore[attr-defined]


CODES: dict[str, dict[str, Text]] = {
    "indRetif": {"1": gettext_lazy("original"), "2": gettext_lazy("correction")},
    "tpAmb": _choices(EsocialEmployer.Environment),
    "sexo": _choices(Person.Sex),
    "racaCor": RACES,
    "estCiv": _choices(Person.MaritalStatus),
    "paisNascto": dict(COUNTRIES),
    "paisNac": dict(COUNTRIES),
    "grauInstr": _choices(Person.Education),
    "tpDep": _choices(Dependent.Kind),
    "codCateg": _choices(Employee.Category),
    "tpRegJor": _choices(EsocialTerms.Regime),
    "tmpResid": _choices(EsocialTerms.Residence),
    "condIng": _choices(EsocialTerms.Entry),
    "undSalFixo": _choices(PayTerm.Unit),
    "tpContr": {"1": gettext_lazy("indefinite"), "2": gettext_lazy("fixed term")},
    "tpJornada": _choices(WorkSchedule.Journey),
    "tmpParc": _choices(WorkSchedule.PartTime),
}
_AMOUNTS = frozenset({"vrSalFx", "vrRubr"})
_NUMBERS = frozenset({"nrInsc", "cpfTrab", "cpfDep", "cnpjSindCategProf", "cnpjEntQual", "cnpjSind"})


@dataclass(frozen=True, slots=True)
class Line:
    """One leaf of the file; ``tag`` is its name in the layout."""

    label: str
    value: str
    tag: str


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the file."""

    title: str
    lines: tuple[Line, ...]


def read_file(payload: str) -> list[Section]:
    """Every group that tells something, in the file's own order."""
    root = etree.fromstring(payload.encode(), parser_of())
    sections = []
    for group in root.iter():
        name = etree.QName(group).localname
        leaves = [leaf for leaf in group if len(leaf) == 0 and leaf.text]
        lines = tuple(_line(leaf) for leaf in leaves if etree.QName(leaf).localname not in _SILENT)
        if lines:
            sections.append(Section(str(GROUPS.get(name, name)), lines))
    return sections


def _line(leaf: etree._Element) -> Line:
    name, text = etree.QName(leaf).localname, leaf.text or ""
    return Line(str(LEAVES.get(name, name)), _value(name, text), name)


def _value(name: str, text: str) -> str:
    if name in CODES:
        return str(CODES[name].get(text, text))
    if name in _AMOUNTS:
        return formats.brl(text)
    if name == "qtdHrsSem":
        return formats.money(text)
    if name in _NUMBERS:
        return formats.cpf_cnpj(text)
    if text in _YES_NO and len(text) == 1:
        return str(_YES_NO[text])
    if name.startswith("dt"):
        return formats.day_month_year(date.fromisoformat(text))
    return text
