"""
Small tools to write the XML: a leaf without a value is not written, texts are cleaned, amounts have two places.

The same facts give the same bytes.  One layout is known, S-1.3 (v_S_01_03_00); a package with a later namespace makes
validation fail openly.
"""

from datetime import date
from decimal import Decimal

from lxml import etree

from hr.esocial.parts import Header

NAMESPACE = "http://www.esocial.gov.br/schema/evt/{tag}/v_S_01_03_00"
# Who made the file: the employer's own program, and its name (procEmi, verProc).
OWN_PROGRAM, PROGRAM = "1", "Retaguarda"
ORIGINAL, CORRECTION = "1", "2"
CNPJ = "1"

Value = str | date | Decimal | bool | None


class Tree:
    """A group of the layout; ``leaf`` and ``group`` write in the order in which they are called."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self._namespace = etree.QName(element).namespace

    def group(self, name: str) -> "Tree":
        return Tree(etree.SubElement(self.element, f"{{{self._namespace}}}{name}"))

    def leaf(self, name: str, value: Value, *, longest: int = 0) -> None:
        """Write the value if there is one; ``longest`` cuts a text to what the layout takes."""
        text = written(value)
        if longest:
            text = text[:longest].rstrip()
        if text:
            etree.SubElement(self.element, f"{{{self._namespace}}}{name}").text = text

    def leaves(self, **values: Value) -> None:
        for name, value in values.items():
            self.leaf(name, value)


def written(value: Value) -> str:
    """A value as the layout writes it: S and N, 2026-11-30, 1234.50; a text without control characters and double spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "S" if value else "N"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return " ".join("".join(char if _is_writable(char) else " " for char in value).split())


def start(tag: str, header: Header) -> tuple[etree._Element, Tree]:
    """The document and its event group, with who tells it and about which employer."""
    namespace = NAMESPACE.format(tag=tag)
    root = etree.Element(f"{{{namespace}}}eSocial", nsmap={None: namespace})
    event = Tree(root).group(tag)
    event.element.set("Id", header.event_id)
    about = event.group("ideEvento")
    about.leaves(
        indRetif=CORRECTION if header.receipt else ORIGINAL,
        nrRecibo=header.receipt,
        tpAmb=header.environment,
        procEmi=OWN_PROGRAM,
        verProc=PROGRAM,
    )
    event.group("ideEmpregador").leaves(tpInsc=CNPJ, nrInsc=header.employer)
    return root, event


def serialise(root: etree._Element) -> bytes:
    """The file, in UTF-8 without line breaks between the elements: the signature will go over exactly these bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _is_writable(char: str) -> bool:
    # XML 1.0 has no control characters, surrogates or non-characters.
    return char.isprintable() and char not in "\ufffe\uffff"
