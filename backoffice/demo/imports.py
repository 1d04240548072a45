"""Tables that the demo's people brought in: one that went in, one that waits for a look at its refused rows."""

from datetime import datetime, timedelta

from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.imports import services
from backoffice.imports.models import ImportBatch

_PRICES = "SKU;Preço de venda\r\nCAF-CO-06;149,90\r\nCAF-PR-08;124,90\r\nMOE-CA-01;189,90\r\n"
_PRODUCTS = (
    "Código (SKU);Nome;Opção;Marca;Categoria;NCM;Código de barras;Peso (g);Preço de venda\r\n"
    "GAR-TE-1L;Garrafa térmica 1 litro;Inox;Jatobá;Café;96170010;;780;149,90\r\n"
    "GAR-TE-1P;Garrafa térmica 1 litro;Preta;Jatobá;Café;96170010;;780;149,90\r\n"
    "FIL-V6-40;Filtros de papel V60, 40 unidades;;Jatobá;Café;48232099;;80;32,90\r\n"
    "COA-TE-02;Coador de teca;;Jatobá;Café;4419119;;210;79,90\r\n"
    "BUL-CE-01;Bule de cerâmica;;Jatobá;Café;69120000;7,89E+12;940;159,90\r\n"
    "VEL-CE-01;Vela de cera de coco;;Jatobá;Casa;34060000;;420;\r\n"
    "SAL-MA-01;Saleiro de mármore;;Jatobá;Mesa;68029100;;610;1,299.00\r\n"
)


def tell_imports(*, at: datetime) -> None:
    """New prices of yesterday, and the new products that somebody still has to confirm; called twice it has one effect."""
    renata = User.objects.filter(username="renata", is_demo=True).first()
    if renata is None or ImportBatch.objects.exists():
        return
    by = Actor.of_user(renata)
    yesterday = at - timedelta(days=1)
    prices = _preview("precos", "reajuste café.csv", _PRICES, by=by, at=yesterday)
    services.start_application(batch_id=prices.pk, analysis=prices.analysis, by=by, at=yesterday)
    while services.apply_next(batch_id=prices.pk, by=by, at=yesterday):
        pass
    services.finish_application(batch_id=prices.pk, by=by, at=yesterday)
    _preview("produtos", "novidades da coleção.csv", _PRODUCTS, by=by, at=at)


def _preview(importer: str, name: str, text: str, *, by: Actor, at: datetime) -> ImportBatch:
    batch = services.take_upload(importer_key=importer, file_name=name, chunks=[text.encode("cp1252")], by=by, at=at)
    services.choose_columns(batch_id=batch.pk, mapping=batch.mapping, options=batch.options, by=by, at=at)
    return services.analyse(batch_id=batch.pk, analysis=1, by=by, at=at, tell=lambda _done, _total: None)
