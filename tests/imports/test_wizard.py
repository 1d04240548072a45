"""The wizard in the browser: every step, every refusal, every double click."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.core.models import Job, User
from backoffice.imports import limits
from backoffice.imports.errors import UnreadableFile
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.receiving import BoundedUpload
from backoffice.imports.views.pages import summary_of
from inventory.models import Variant
from tests.imports.builders import a_person, bring_in, preview, run_jobs
from tests.inventory.builders import make_variant, make_warehouse, reserve

pytestmark = pytest.mark.django_db

FILE = "SKU;Nome;Preço\nPAN-24;Panela;219,90\nPAN-28;;10,00\nTAM-24;=HYPERLINK(x);12,3x\n"


def _client(*roles: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=a_person(*roles).id))
    return client


def _send(client: Client, content: bytes | str, importer: str = "produtos", name: str = "tabela.csv") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(reverse("import_start", args=[importer]), {"file": SimpleUploadedFile(name, raw)})


def _columns(batch: ImportBatch, **changes: str) -> dict[str, str]:
    chosen = {f"column_{name}": str(index) for name, index in batch.mapping.items()}
    return chosen | {f"option_{name}": value for name, value in batch.options.items()} | changes


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_way_from_the_file_to_the_result() -> None:
    client = _client("sales")

    answer = _send(client, FILE)

    batch = ImportBatch.objects.get()
    page = reverse("import_batch", args=[batch.pk])
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert "Qual coluna é qual?" in _text(client.get(page))

    client.post(reverse("import_columns", args=[batch.pk]), _columns(batch))

    assert "Cada linha é comparada" in _text(client.get(page))
    run_jobs()
    shown = _text(client.get(page))
    assert "1 linha entra, 2 ficam fora" in shown
    assert summary_of(ImportBatch(row_count=3, new_count=3)) == "3 linhas entram, nenhuma fica fora"
    assert "“12,3x”</span> Não é um valor. Escreva como 219,90." in shown
    assert "Importar 1 linha?" in _text(client.get(reverse("import_confirm", args=[batch.pk])))

    client.post(reverse("import_confirm", args=[batch.pk]), {"analysis": "1"})
    run_jobs()

    assert "Desfazer este lote" in _text(client.get(page))
    assert list(Variant.objects.values_list("sku", flat=True)) == ["PAN-24"]
    assert "Apaga 1 produto novo" in _text(client.get(reverse("import_undo", args=[batch.pk])))

    client.post(reverse("import_undo", args=[batch.pk]))
    run_jobs()

    assert Variant.objects.count() == 0
    assert "Desfeito" in _text(client.get(page))


def test_the_dialog_counts_only_what_can_be_undone_and_refuses_where_nothing_can() -> None:
    client, clerk = _client("warehouse"), a_person("warehouse")
    pan, _lid, warehouses = make_variant("PAN-24"), make_variant("LID-24"), [make_warehouse("CD1"), make_warehouse("CD2")]
    both, one = (
        bring_in("estoque-inicial", f"SKU;Quantidade;Custo unitário;Depósito\n{rows}", by=clerk)
        for rows in ("PAN-24;4;96,40;CD1\nLID-24;4;9,00;CD1\n", "PAN-24;4;96,40;CD2\n")
    )
    for number, warehouse in enumerate(warehouses):
        reserve(str(number), warehouse, (pan, 1))

    dialog = _text(client.get(reverse("import_undo", args=[both.pk])))

    assert "Tira 1 saldo inicial do estoque" in dialog
    assert "Menos 1 linha, da qual algo já depende" in dialog
    assert "Desfazer 1 linha<" in dialog
    for ask in (client.get, client.post):
        refused = ask(reverse("import_undo", args=[one.pk]), follow=True)
        assert "Nada deste lote pode ser desfeito agora. As unidades estão reservadas" in _text(refused)
    one.refresh_from_db()
    assert (one.status, one.undone_count) == ("applied", 0)


def test_the_preview_and_the_run_of_one_file_have_names_of_their_own() -> None:
    client = _client("sales")
    batch = preview("produtos", FILE, by=a_person("sales"))

    client.post(reverse("import_confirm", args=[batch.pk]), {"analysis": "1"})

    titles = dict(Job.objects.values_list("kind", "title"))
    assert titles == {"imports.analyse": "Prévia de Produtos: tabela.csv", "imports.apply": "Produtos: tabela.csv"}


def test_confirming_twice_has_one_effect() -> None:
    client = _client("sales")
    batch = preview("produtos", FILE, by=a_person("sales"))

    for _click in range(2):
        client.post(reverse("import_confirm", args=[batch.pk]), {"analysis": "1"})
    run_jobs()
    client.post(reverse("import_confirm", args=[batch.pk]), {"analysis": "1"})

    assert Job.objects.filter(kind="imports.apply").count() == 1
    assert Variant.objects.count() == 1


def test_a_preview_that_was_replaced_cannot_be_confirmed() -> None:
    client = _client("sales")
    batch = preview("produtos", FILE, by=a_person("sales"))
    client.post(reverse("import_columns", args=[batch.pk]), _columns(batch))
    run_jobs()

    answer = client.post(reverse("import_confirm", args=[batch.pk]), {"analysis": "1"}, follow=True)

    assert "Nada foi feito duas vezes" in _text(answer)
    batch.refresh_from_db()
    assert (batch.status, batch.analysis, Variant.objects.count()) == ("previewed", 2, 0)


def test_columns_that_do_not_fit_are_refused_beside_their_field() -> None:
    client = _client("sales")
    _send(client, FILE)
    batch = ImportBatch.objects.get()

    missing = client.post(reverse("import_columns", args=[batch.pk]), _columns(batch, column_name=""))
    twice = client.post(reverse("import_columns", args=[batch.pk]), _columns(batch, column_brand="1"))
    foreign = client.post(reverse("import_columns", args=[batch.pk]), _columns(batch, column_name="99"))

    assert [answer.status_code for answer in (missing, twice, foreign)] == [422, 422, 422]
    assert "sem ela nenhuma linha pode ser lida" in _text(missing)
    assert "já está escolhida para Nome" in _text(twice)
    batch.refresh_from_db()
    assert batch.status == "uploaded"


def test_titles_that_stand_twice_are_left_to_the_person() -> None:
    client = _client("sales")
    _send(client, "SKU;Nome;Preço;Preço\nA;x;1;2\n")

    batch = ImportBatch.objects.get()

    assert "price" not in batch.mapping
    assert "Estes títulos aparecem mais de uma vez: Preço" in _text(client.get(reverse("import_batch", args=[batch.pk])))


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 415, "O arquivo está vazio"),
        (b"%PDF-1.7", 415, "É um PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, 415, "planilha antiga"),
        (b"<html><table>", 415, "página da web"),
        (b"SKU;Nome\n", 415, "não há nenhuma linha"),
        (b"SKU;Nome\n" + b"A;x\n" * 50_001, 415, "mais de 50.000 linhas"),
    ],
)
def test_what_is_no_table_is_refused_and_nothing_is_kept(files: Any, content: bytes, status: int, words: str) -> None:
    answer = _send(_client("sales"), content, name="planilha.xlsx")

    assert answer.status_code == status
    assert words in _text(answer)
    assert "Nada foi importado" in _text(answer)
    assert ImportBatch.objects.count() == 0
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_no_file_is_told_beside_the_field() -> None:
    answer = _client("sales").post(reverse("import_start", args=["produtos"]), {})

    assert answer.status_code == 422
    assert "Escolha o arquivo com as linhas." in _text(answer)


class _Unread:
    """A body that must not be read."""

    def read(self, *_args: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def test_a_body_beyond_the_limit_is_refused_unread() -> None:
    client = _client("sales")
    length = str(limits.MAX_FILE_BYTES + limits.MAX_FORM_OVERHEAD + 1)

    answer = client.post(
        reverse("import_start", args=["produtos"]),
        b"",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": length, "wsgi.input": _Unread()},
    )

    assert answer.status_code == 413
    assert "passa de 20 MB" in _text(answer)


def _feed(guard: BoundedUpload, chunks: list[bytes]) -> None:
    for number, chunk in enumerate(chunks):
        guard.receive_data_chunk(chunk, number)


@pytest.mark.parametrize(("chunks", "reason"), [([b"A;B\n", b"x" * limits.MAX_FILE_BYTES], "too_large"), ([b"%PDF-1.7"], "pdf")])
def test_the_guard_stops_in_the_middle(chunks: list[bytes], reason: str) -> None:
    guard = BoundedUpload(RequestFactory().post("/"))
    guard.new_file("file", "x.csv", "text/csv", None)

    with pytest.raises(StopUpload):
        _feed(guard, chunks)

    assert isinstance(guard.refusal, UnreadableFile)
    assert guard.refusal.data["reason"] == reason


def test_an_upload_without_the_forms_secret_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=a_person("sales").id))

    answer = _send(client, FILE)

    assert answer.status_code == 403
    assert ImportBatch.objects.count() == 0


def test_who_may_not_use_an_importer_sees_neither_it_nor_its_batches() -> None:
    batch = preview("produtos", FILE, by=a_person("sales"))
    warehouse = _client("warehouse")

    assert warehouse.get(reverse("import_start", args=["produtos"])).status_code == 403
    assert warehouse.get(reverse("import_model_csv", args=["produtos"])).status_code == 403
    for name in ("import_batch", "import_columns", "import_confirm", "import_undo", "import_refused"):
        assert warehouse.get(reverse(name, args=[batch.pk])).status_code == 404, name
    for name in ("import_sheet", "import_discard", "import_confirm", "import_undo"):
        assert warehouse.post(reverse(name, args=[batch.pk])).status_code == 404, name
    assert "IMP-000001" not in _text(warehouse.get(reverse("import_list")))
    assert _client("sales").get(reverse("import_start", args=["nada"])).status_code == 404


def test_a_broken_page_of_the_history_is_the_first_one() -> None:
    preview("produtos", FILE, by=a_person("sales"))

    assert "IMP-000001" in _text(_client("sales").get(reverse("import_list"), {"before": "\0"}))


def test_the_file_of_refused_rows_is_defused_and_comes_back_the_same() -> None:
    client = _client("sales")
    batch = preview("produtos", "SKU;Nome;Marca;Preço\nA;=1+1;@x;-1,00\nB;-2;+3;x\n", by=a_person("sales"))

    answer = client.get(reverse("import_refused", args=[batch.pk]))
    raw = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert raw.decode("utf-8-sig").split("\r\n")[:2] == [
        "SKU;Nome;Marca;Preço;Linha no arquivo;Motivo da recusa",
        "A;'=1+1;'@x;'-1,00;2;Preço (R$): É menor que zero. Digite zero ou mais.",
    ]
    again = preview("produtos", raw, by=a_person("sales"))
    assert list(again.rows.order_by("line").values_list("cells__0", "cells__1", "cells__2")) == [("A", "=1+1", "@x"), ("B", "-2", "+3")]


@pytest.mark.parametrize("importer", ["produtos", "estoque-inicial", "precos", "clientes"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_model_can_be_sent_back(importer: str, kind: str) -> None:
    client = _client("sales", "warehouse")
    model = client.get(reverse(f"import_model_{kind}", args=[importer])).content

    _send(client, model, importer=importer, name=f"modelo.{kind}")

    batch = ImportBatch.objects.get()
    assert batch.row_count >= 2
    assert len(batch.mapping) == len([title for title in batch.header if title])


def test_discarding_deletes_file_and_rows(files: Any, django_capture_on_commit_callbacks: Any) -> None:
    batch = preview("produtos", FILE, by=a_person("sales"))
    client = _client("sales")

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("import_discard", args=[batch.pk]), follow=True)

    assert "foi descartado" in _text(answer)
    assert ImportRow.objects.count() == 0
    assert [path for path in files.rglob("*.table")] == []  # noqa: C416
    assert "Este arquivo foi descartado" in _text(client.get(reverse("import_batch", args=[batch.pk])))


def test_values_of_a_file_are_shown_as_text() -> None:
    batch = preview("produtos", "SKU;Nome\nA;<script>alert(1)</script>\n<b>x</b>;{{ 7*7 }}\n", by=a_person("sales"))

    shown = _text(_client("sales").get(reverse("import_batch", args=[batch.pk])))

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "{{ 7*7 }}" in shown


def test_a_preview_of_ten_thousand_rows_costs_as_much_as_one_of_ten() -> None:
    client, person = _client("sales"), a_person("sales")
    few = preview("produtos", "SKU;Nome\n" + "".join(f"A-{i};x\n" for i in range(10)), by=person)
    many = preview("produtos", "SKU;Nome\n" + "".join(f"A-{i};x\n" for i in range(60)), by=person)
    row = ImportRow.objects.filter(batch=many).values().first()
    assert row is not None
    ImportRow.objects.bulk_create([ImportRow(**{**row, "id": None, "line": line}) for line in range(1_000, 10_940)])
    ImportBatch.objects.filter(pk=many.pk).update(row_count=10_000)
    client.get(reverse("import_batch", args=[few.pk]))

    counts = []
    for address in (
        reverse("import_batch", args=[few.pk]),
        reverse("import_batch", args=[many.pk]),
        reverse("import_batch", args=[many.pk]) + "?after=9000",
        reverse("import_batch", args=[many.pk]) + "?verdict=new&before=9000",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert len(set(counts)) == 1
    assert counts[0] <= 20


def test_pages_of_the_preview_follow_each_other() -> None:
    client = _client("sales")
    batch = preview("produtos", "SKU;Nome\n" + "".join(f"A-{i:03d};x\n" for i in range(120)), by=a_person("sales"))
    page = reverse("import_batch", args=[batch.pk])

    first, second, third = (client.get(page + query).context for query in ("", "?after=51", "?after=101"))
    back = client.get(page + "?before=102").context

    assert [len(each["rows"]) for each in (first, second, third)] == [50, 50, 20]
    assert (first["previous_url"], first["next_url"]) == ("", "?after=51")
    assert (second["previous_url"], second["next_url"]) == ("?before=52", "?after=101")
    assert (third["previous_url"], third["next_url"]) == ("?before=102", "")
    assert [line["row"].line for line in back["rows"]] == [line["row"].line for line in second["rows"]]
