"""
Banks by their COMPE number (three digits) or, where they have none, their ISPB (eight), as the central bank lists them.

The names are of those that pay most people, for a list to choose from and to be read; any other number may be typed.
"""

import re
from collections.abc import Mapping

from backoffice.core.people import unaccented

NAMES: Mapping[str, str] = {
    "001": "Banco do Brasil",
    "003": "Banco da Amazônia",
    "004": "Banco do Nordeste",
    "021": "Banestes",
    "033": "Santander",
    "037": "Banpará",
    "041": "Banrisul",
    "047": "Banese",
    "069": "Crefisa",
    "070": "BRB",
    "077": "Inter",
    "079": "PicPay Bank",
    "082": "Topázio",
    "084": "Sisprime",
    "085": "Ailos",
    "097": "Credisis",
    "099": "Uniprime",
    "104": "Caixa",
    "121": "Agibank",
    "133": "Cresol",
    "136": "Unicred",
    "197": "Stone",
    "208": "BTG Pactual",
    "218": "BS2",
    "237": "Bradesco",
    "246": "ABC Brasil",
    "260": "Nubank",
    "290": "PagBank",
    "318": "BMG",
    "323": "Mercado Pago",
    "336": "C6 Bank",
    "341": "Itaú",
    "348": "XP",
    "364": "Efí",
    "380": "PicPay",
    "389": "Mercantil",
    "403": "Cora",
    "422": "Safra",
    "461": "Asaas",
    "536": "Neon",
    "623": "Pan",
    "633": "Rendimento",
    "637": "Sofisa",
    "655": "Votorantim (BV)",
    "707": "Daycoval",
    "748": "Sicredi",
    "756": "Sicoob",
}
_CODE = re.compile(r"\d{3}|\d{8}", re.ASCII)


def bank_words(code: str) -> str:
    """ "341" -> "341 · Itaú"; a number without a name here stays alone."""
    return f"{code} · {NAMES[code]}" if code in NAMES else code


BANK_WORDS: Mapping[str, str] = {code: bank_words(code) for code in NAMES}


def is_bank_code(text: str) -> bool:
    """Whether it can be the number of a bank: three digits, or the eight of an ISPB."""
    return bool(_CODE.fullmatch(text))


def read_bank(text: str) -> str:
    """ "341", "341 · Itaú", "itau" -> "341"; what is understood in none of these ways comes back as it is."""
    plain = " ".join(text.split())
    code = plain.split(" ", 1)[0]
    if is_bank_code(code):
        return code
    by_name = [code for code, name in NAMES.items() if _key(name) == _key(plain)]
    return by_name[0] if by_name else plain


def _key(name: str) -> str:
    return unaccented(name).lower().removeprefix("banco ").strip()
