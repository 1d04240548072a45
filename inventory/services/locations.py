"""The virtual ends that every installation has."""

from inventory.models import Location

_NAMES = {
    Location.Kind.SUPPLIER: "Fornecedores",
    Location.Kind.CUSTOMER: "Clientes",
    Location.Kind.LOSS: "Perdas e sobras",
    Location.Kind.OPENING: "Saldo de abertura",
    Location.Kind.TRANSIT: "Em trânsito",
}


def ensure_standard_locations() -> list[str]:
    """
    Create the virtual ends that are missing (supplier, customer, loss, opening, transit); return their codes.

    Runs after every ``migrate``, so that a move never lacks an end.
    """
    rows = [Location(code=kind.upper(), name=name, kind=kind, is_pickable=False) for kind, name in _NAMES.items()]
    before = set(Location.objects.filter(kind__in=_NAMES).values_list("kind", flat=True))
    Location.objects.bulk_create([row for row in rows if row.kind not in before], ignore_conflicts=True)
    return [kind.upper() for kind in _NAMES if kind not in before]
