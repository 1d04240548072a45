"""Views of lists that the demo's people saved, one of them shared by the manager."""

from datetime import datetime

from backoffice.core.actors import Actor
from backoffice.core.lists import saved
from backoffice.core.models import SavedView, User

# Who, which list, name, state, shared.
VIEWS = [
    ("livia", "pedidos", "Sudeste acima de R$ 500", "view=open&total_min=500&state=ES&state=MG&state=RJ&state=SP&sort=-total", True),
    (
        "renata",
        "pedidos",
        "Marketplace esta semana",
        "view=all&placed_from=-7&channel=mercado&cols=customer,channel,headline,promise,total",
        False,
    ),
    ("diego", "estoque", "Zerados", "view=short&sort=available", False),
]


def save_views(*, now: datetime) -> None:
    """Save what is not there yet; harmless when run twice."""
    actors = {user.get_username(): Actor.of_user(user) for user in User.objects.filter(is_demo=True)}
    for who, code, name, query, is_shared in VIEWS:
        if who in actors and not SavedView.objects.filter(owner_id=actors[who].id, list_code=code, name=name).exists():
            saved.save_view(list_code=code, name=name, query=query, is_shared=is_shared, by=actors[who], at=now)
