"""What colleagues said about the shop's orders and goods, and what they were told."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.demo.catalog import GOODS
from backoffice.intranet import services
from orders import queries as orders

# Minutes before now, who, which of the open orders (0 is the newest), words.
ABOUT_ORDERS = [
    (185, "renata", 0, "A cliente ligou: quer receber antes de sexta. Dá para sair hoje?"),
    (170, "diego", 0, "@renata sai na coleta das 18h. Já está na bancada 2."),
    (32, "renata", 0, "@diego avisei a cliente. Põe o cartão de presente na caixa, por favor."),
    (140, "paulo", 1, "@renata o comprovante que a cliente mandou não bate com o valor do pedido. Confere com ela?"),
    (95, "renata", 1, "@paulo ela pagou em duas vezes, o segundo Pix caiu agora há pouco."),
    (60, "diego", 2, "Uma peça veio com a etiqueta trocada. @livia peço acerto de estoque?"),
    (48, "livia", 2, "@diego pede sim, com o motivo. Eu aprovo."),
]
ABOUT_A_SKU = [
    (300, "diego", "Fornecedor trocou a caixa: agora cabem 6 por volume."),
    (290, "renata", "@diego obrigada, mudo a descrição no site."),
]
# The beginning of what was corrected, and how it reads now.
CORRECTED = ("@renata sai na coleta das 18h.", "@renata sai na coleta das 17h30. Já está na bancada 2.")


def tell(*, by: Actor, now: datetime) -> None:
    """Write the comments as the demo's people; harmless when run twice."""
    actors = {user.get_username(): Actor.of_user(user) for user in User.objects.filter(is_demo=True)}
    waiting = orders.list_orders(actor=by, status="open", limit=200).rows
    # Placed before anybody spoke of them.
    placed = [order for order in waiting if order.placed_at < now - timedelta(hours=4)]
    numbers = [order.number for order in sorted(placed, key=lambda order: order.placed_at, reverse=True)]
    said = [(minutes, who, "order", numbers[index], words) for minutes, who, index, words in ABOUT_ORDERS if index < len(numbers)]
    said += [(minutes, who, "variant", GOODS[0][0], words) for minutes, who, words in ABOUT_A_SKU]
    for minutes, who, kind, key, words in sorted(said, reverse=True):
        draft = services.CommentDraft(kind, key, words, uuid5(NAMESPACE_URL, f"retaguarda:demo:{kind}:{key}:{words}"))
        at = now - timedelta(minutes=minutes)
        posted = services.post_comment(draft=draft, by=actors[who], at=at)
        if words.startswith(CORRECTED[0]):
            services.correct_comment(comment_id=posted.id, text=CORRECTED[1], seen_version=1, by=actors[who], at=at + timedelta(minutes=2))
