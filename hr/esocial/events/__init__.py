"""One builder per event: header and facts in, the unsigned file out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hr.esocial.events import s2190, s2200, s2205, s2206, s2230, s2299
from hr.esocial.parts import Header


@dataclass(frozen=True, slots=True)
class EventKind:
    """``tag`` is the event's name in the layout and the stem of its schema."""

    tag: str
    build: Callable[[Header, Any], bytes]

    @property
    def schema_file(self) -> str:
        return f"{self.tag}.xsd"


EVENTS: Mapping[str, EventKind] = {
    "S-2190": EventKind("evtAdmPrelim", s2190.build),
    "S-2200": EventKind("evtAdmissao", s2200.build),
    "S-2205": EventKind("evtAltCadastral", s2205.build),
    "S-2206": EventKind("evtAltContratual", s2206.build),
    "S-2230": EventKind("evtAfastTemp", s2230.build),
    "S-2299": EventKind("evtDeslig", s2299.build),
}
