"""
What a refusal says: ready sentences that say how to do it better.  They go to the person as they stand, so they are in the
voice of the portal and the reviewer may change them.
"""

from collections.abc import Iterable

_OF_PICTURES = (
    "A foto cortou uma borda. Tire outra com o documento inteiro aparecendo.",
    "A foto ficou tremida ou escura e não dá para ler. Tire outra com boa luz, sem flash.",
    "Há um reflexo sobre os dados. Tire outra, fora da capa de plástico e longe da lâmpada.",
    "Falta o verso do documento. Envie frente e verso.",
)
_OF_PAPERS = (
    "Este não é o documento pedido. Envie {name}.",
    "O documento está vencido. Envie um dentro da validade.",
    "Os dados do documento não batem com os que você preencheu. Confira os dois e envie de novo.",
)
_OF_KIND = {
    "comprovante-endereco": (
        "A conta tem mais de 3 meses. Envie uma mais recente.",
        "A conta está em nome de outra pessoa. Envie também uma declaração dela de que você mora no endereço.",
        "A foto cortou o número da casa. Tire outra com as quatro bordas da conta aparecendo.",
    ),
    "foto": ("O rosto não aparece bem. Tire outra de frente, com fundo claro e sem óculos escuros.",),
    "ctps": ("Esta é a carteira em papel. Envie o PDF da Carteira de Trabalho Digital, pelo aplicativo.",),
    "aso": ("Falta a assinatura ou o CRM de quem examinou. Peça o atestado completo à clínica.",),
}


def ready_reasons(kind_code: str, kind_name: str) -> Iterable[str]:
    """Those of this kind of paper first, then those of any picture."""
    return [*_OF_KIND.get(kind_code, ()), *_OF_PICTURES, *(reason.format(name=kind_name) for reason in _OF_PAPERS)]
