"""Find variants by SKU, barcode or name.  One query."""

from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from backoffice.core import policy
from backoffice.core.actors import Actor
from inventory.models import Variant
from inventory.search import with_words

# A shorter part is looked for at the beginning of a word only: an index of trigrams has nothing to go by.
MIN_PART = 3


@dataclass(frozen=True, slots=True)
class VariantHit:
    """``is_exact``: the text is its SKU or its barcode."""

    sku: str
    name: str
    ean: str
    is_active: bool
    is_exact: bool


def search_variants(*, actor: Actor, text: str, limit: int) -> list[VariantHit]:
    """Variants that hold every word, those whose SKU or barcode is the text first, then those still sold."""
    is_code = Q(sku__iexact=text) | Q(ean=text) if text.isdigit() else Q(sku__iexact=text)
    found = policy.visible(actor, Variant.objects.all())
    found = with_words(found, "search_text", " ".join(word for word in text.split() if len(word) >= MIN_PART))
    for word in text.split():
        if len(word) < MIN_PART:
            found = found.filter(Q(search_text__startswith=word.lower()) | Q(search_text__contains=f" {word.lower()}"))
    rows = found.order_by(Case(When(is_code, then=Value(0)), default=Value(1)), "-is_active", "sku").values_list(
        "sku", "product__name", "name", "ean", "is_active"
    )[:limit]
    return [
        VariantHit(sku, f"{product} {option}".strip(), ean, active, text.upper() == sku.upper() or (bool(ean) and text == ean))
        for sku, product, option, ean, active in rows
    ]
