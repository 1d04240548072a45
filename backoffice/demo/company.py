"""The demo's company, written down as the first steps would."""

from dataclasses import replace
from datetime import datetime

from backoffice.core.actors import Actor
from backoffice.core.company import from_settings, read_company, save_company


def register_company(*, by: Actor, at: datetime) -> None:
    """Once; what somebody changed since stays."""
    if read_company().is_known:
        return
    info = replace(
        from_settings(),
        city="Curitiba",
        state="PR",
        district="Bigorrilho",
        line1="Rua Padre Anchieta, 1846",
        postal_code="80730000",
        phone="(41) 3333-2024",
        email="contato@exemplo.com.br",
        state_registration="9012345678",
        tax_regime="simples",
    )
    if info.cnpj:  # without the demo's environment there is nobody to write down
        save_company(info=info, by=by, at=at)
