"""What a divergence means and how it is solved, for somebody who never heard of the manual."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The public page of the Receita Federal that prints the "Comprovante de Situação Cadastral no CPF".
RECEITA_URL = "https://servicos.receita.fazenda.gov.br/servicos/cpf/consultasituacao/consultapublica.asp"


@dataclass(frozen=True, slots=True)
class Advice:
    """``problem`` in one sentence, ``solution``: who does what, where, with which paper.  ``ours``: it may be our own mistake."""

    problem: str | Promise
    solution: str | Promise
    ours: bool = True


_SAME_NAME = _(
    "Compare with the identity document. If we wrote it wrong, correct the file. If the Receita has an old name (after a "
    "marriage or divorce), the person corrects it for free at gov.br/receitafederal or at a post office, with identity and certificate."
)
ADVICE: dict[str, Advice] = {
    "cpf_missing": Advice(
        _("The CPF is missing."),
        _("Ask for it and fill it in. Who has none gets one for free at gov.br/receitafederal, with identity and birth certificate."),
    ),
    "cpf_wrong": Advice(_("The CPF does not exist: its check digits do not match."), _("Compare with the document and correct the file.")),
    "name_single": Advice(_("The name has one word only."), _("Write the whole civil name as it stands on the identity document.")),
    "name_characters": Advice(
        _("The name has digits or signs."), _("Write letters only; nicknames and remarks do not belong to the civil name.")
    ),
    "birth_date_missing": Advice(_("The date of birth is missing."), _("Copy it from the identity document.")),
    "too_young": Advice(
        _("On the first day the person is too young for this contract."),
        _("From 14 as an apprentice, from 16 otherwise, from 18 at night. Change the kind of contract, the hours or the first day."),
    ),
    "too_old_for_apprentice": Advice(
        _("Apprentices are under 24 (without limit for people with a disability)."),
        _("Record the disability if there is one, or choose another kind of contract."),
    ),
    "first_name": Advice(_("The first name differs."), _SAME_NAME),
    "second_name": Advice(_("The second name differs; after Maria, José, João and Ana it counts too."), _SAME_NAME),
    "name_before_last": Advice(
        _("The name before the last one differs; before Filho, Neto, Júnior and the like it counts too."), _SAME_NAME
    ),
    "last_name": Advice(_("The last name differs."), _SAME_NAME),
    "birth_date": Advice(
        _("The date of birth differs."),
        _(
            "Compare with the identity document. If we wrote it wrong, correct the file. If the Receita has it wrong, the person "
            "corrects it for free at gov.br/receitafederal or at a post office, with identity or birth certificate."
        ),
    ),
    "situation_suspended": Advice(
        _("The CPF is suspended."),
        _(
            "Some data is missing at the Receita. The person completes it for free at gov.br/receitafederal, "
            "with identity and, if it is asked, the voter's card."
        ),
        ours=False,
    ),
    "situation_cancelled": Advice(
        _("The CPF was cancelled, usually because the person has two."),
        _("Ask for the valid CPF. If there is no other, the person goes to the Receita with identity and proof of address."),
        ours=False,
    ),
    "situation_null": Advice(
        _("The CPF was annulled: the Receita found fraud."),
        _("The person has to go to the Receita in person. Do not admit before it is solved."),
        ours=False,
    ),
    "situation_deceased": Advice(
        _("The Receita says that the holder of this CPF has died."),
        _("Compare the CPF with the document. If it is right, the person goes to the Receita with identity and proves to be alive."),
        ours=False,
    ),
}
PENDING_ADVICE = _(
    "The CPF waits for a tax return. It does not stop eSocial, but the person should hand the return in: "
    "after some time the CPF is suspended."
)
