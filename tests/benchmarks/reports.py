"""
Trial balance and income statement from period balances beside the bare GROUP BY over the same lines, and the PDF of 30
pages beside bare WeasyPrint for the same HTML; same run, same server.

The rows live in a schema of their own that is dropped at the end.  The last thousand lines are left unfolded, as in a
shop whose fold runs each minute.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from django.template.loader import render_to_string

from backoffice.core import clock, pdf
from backoffice.core.pango import pango_problem
from backoffice.core.reports.issue import Issue
from backoffice.report_centre.jobs import paper_context
from finance import services
from finance.models import FoldState
from finance.report_kinds import INCOME_STATEMENT
from finance.reports.income_statement import IncomeStatement, StatementPeriod, build_income_statement
from finance.reports.issue import IssuedStatement
from finance.reports.proofs import prove_income_statement, prove_trial_balance
from finance.reports.trial_balance import build_trial_balance
from tests.benchmarks.rows import BenchRow

SCHEMA = "bench_reports"
LINES, ACCOUNTS, ROUNDS, PAGES = 1_000_000, 200, 7, 30
TAIL_ENTRIES = 250
TARGET, PDF_TARGET, MEMORY_TARGET = 0.1, 1.1, 300
_TABLES = ("finance_account", "finance_period", "finance_journalentry", "finance_journalline", "finance_periodbalance", "finance_foldstate")
_FIRST, _LAST = date(2024, 1, 1), date(2026, 12, 31)

# Entries of four lines, in the order of their dates over 36 months, on 200 accounts and 3 channels.
_FILL = """
INSERT INTO finance_account (code, name, nature, kind, statement_line, is_postable, is_active, referential_code)
    SELECT code, name, nature, kind, statement_line, is_postable, is_active, referential_code FROM public.finance_account;
INSERT INTO finance_account (code, name, nature, kind, statement_line, is_postable, is_active, referential_code)
    SELECT '9.1.' || lpad(n::text, 3, '0'), 'Conta ' || n, 'debit', 'asset', '', true, true, ''
    FROM generate_series(1, {accounts} - (SELECT count(*) FROM finance_account WHERE is_postable)) AS n;
INSERT INTO finance_period (id, year, month, status, closed_by, locked_by)
    SELECT y * 100 + m, y, m, 'open', '', '' FROM generate_series(2024, 2026) AS y, generate_series(1, 12) AS m;
INSERT INTO finance_journalentry (posted_on, period_id, description, source_kind, source_number, event_id, rule, total, line_count,
        posted_by_kind, posted_by_id, posted_by_name, posted_at)
    SELECT day, EXTRACT(YEAR FROM day) * 100 + EXTRACT(MONTH FROM day), 'Expedição', 'order', n::text, gen_random_uuid(), 'order_shipped',
        300, 4, 'system', 0, 'Retaguarda', now()
    FROM generate_series(0, {entries} - 1) AS n, LATERAL (SELECT DATE '2024-01-01' + (n::bigint * 1096 / {entries})::int AS day) AS at
    ORDER BY n;
INSERT INTO finance_journalline (entry_id, position, account_id, posted_on, amount, currency, channel, cost_centre, party)
    SELECT entry.id, side, leaf.id, entry.posted_on,
        CASE side WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN -1 ELSE -2 END * (entry.id % 900 + 100) * 0.37,
        'BRL', (ARRAY['loja', 'shopee', 'mercado-livre'])[entry.id % 3 + 1], '', ''
    FROM finance_journalentry AS entry, generate_series(1, 4) AS side,
        LATERAL (SELECT (entry.id * 7919 + side * 104729) % {accounts} AS place) AS at
    JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS place FROM finance_account WHERE is_postable) AS leaf ON leaf.place = at.place
    ORDER BY entry.id, side;
"""
_BARE = {
    "trial balance": """
        SELECT account_id, sum(amount) FILTER (WHERE amount > 0), sum(amount) FILTER (WHERE amount < 0)
        FROM finance_journalline GROUP BY account_id""",
    "income statement": """
        SELECT date_trunc('month', posted_on), account_id, sum(amount) FROM finance_journalline GROUP BY 1, 2""",
}
# VmHWM, because ru_maxrss would begin with what the parent had at the fork.
_MEMORY = """
import sys, django
django.setup()
from pathlib import Path
from backoffice.core.pdf import html_to_pdf
html_to_pdf(Path(sys.argv[1]).read_text())
print(next(int(line.split()[1]) / 1024 for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


def run(*, scale: float = 1.0) -> list[BenchRow]:
    """Measure at ``scale`` times a million lines; medians of alternating rounds."""
    rows = list(_ledger_rows(int(LINES * scale) // 4))
    return rows + list(_pdf_rows(max(int(PAGES * scale), 2)))


def _ledger_rows(entries: int) -> Iterator[BenchRow]:
    with _scratch_tables(entries):
        folding = _seconds(_fold_all_but_the_tail)
        month = {"date_from": date(2026, 10, 1), "date_to": date(2026, 10, 31)}
        october, year = StatementPeriod(2026, 10), StatementPeriod(2026)
        reports: list[tuple[str, str, Callable[[], object]]] = [
            ("Trial balance of a month", "trial balance", lambda: build_trial_balance(**month)),
            ("Trial balance of 36 months", "trial balance", lambda: build_trial_balance(date_from=_FIRST, date_to=_LAST)),
            ("Income statement of a month", "income statement", lambda: build_income_statement(period=october)),
            ("Income statement of a year by month", "income statement", lambda: build_income_statement(period=year)),
        ]
        size = f"{entries * 4:,} lines, 36 months, {ACCOUNTS} accounts"
        for name, raw_name, build in reports:
            raw, value = _medians(lambda raw_name=raw_name: _execute(_BARE[raw_name]), build)
            yield _ratio_row(f"{name}: {size}", value, raw, TARGET, "of the bare GROUP BY")
        yield BenchRow(name="Fold everything once", value=folding, unit="s")
        statement = build_income_statement(period=october)
        balance = build_trial_balance(**month)
        holds = all(proof.holds for proof in (*prove_income_statement(statement)[:3], *prove_trial_balance(balance)))
        proving = _seconds(lambda: prove_income_statement(statement))
        yield BenchRow(name="Proofs of a month, straight from the lines", value=proving, unit="s", target="all hold", passed=holds)


def _pdf_rows(pages: int) -> Iterator[BenchRow]:
    if pango_problem() is not None:
        yield BenchRow(name="PDF", value=0, unit="s", target="needs the Pango library", passed=None)
        return
    html, made = _long_statement(pages)
    raw, value = _medians(lambda: _bare_weasyprint(html), lambda: pdf.html_to_pdf(html), rounds=4, clock_of=time.process_time)
    yield _ratio_row(f"DRE PDF of {made} pages, CPU", value, raw, PDF_TARGET, "of bare WeasyPrint for the same HTML")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "dre.html"
        page.write_text(html)
        child = subprocess.run([sys.executable, "-c", _MEMORY, str(page)], capture_output=True, text=True, check=True)
    memory = float(child.stdout.split()[-1])
    target = f"<= {MEMORY_TARGET} MB"
    yield BenchRow(name="Peak memory of the worker for it", value=memory, unit="MB", target=target, passed=memory <= MEMORY_TARGET)


@contextmanager
def _scratch_tables(entries: int) -> Iterator[None]:
    copies = "".join(f"CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL);" for table in _TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}; {copies} SET search_path = {SCHEMA}, public")
        try:
            cursor.execute(_FILL.format(entries=entries, accounts=ACCOUNTS))
            for table in _TABLES:
                cursor.execute(f"VACUUM ANALYZE {SCHEMA}.{table}")
            yield
        finally:
            cursor.execute(f"SET search_path = public; DROP SCHEMA {SCHEMA} CASCADE")


def _fold_all_but_the_tail() -> None:
    """The last entries come after the fold: held back by taking them out of its sight for the moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM finance_journalentry_id_seq")
        last = cursor.fetchone()[0]
        cursor.execute("SELECT setval('finance_journalentry_id_seq', %s)", [max(last - TAIL_ENTRIES, 1)])
        services.fold_balances(at=clock.now())
        cursor.execute("SELECT setval('finance_journalentry_id_seq', %s)", [last])
    assert FoldState.objects.get().last_entry_id == max(last - TAIL_ENTRIES, 1)
    _execute("ANALYZE finance_periodbalance")


def _long_statement(pages: int) -> tuple[str, int]:
    """The DRE's own paper template with its table repeated until it has so many pages."""
    statement = _some_statement()
    issue = Issue("Minha Empresa Ltda.", "", "DRE", "Competência", "Aberto", "Emitida", "RG-2345-6789-ABCD", "0" * 64, 1, "http://x/v/RG/")
    issued = IssuedStatement(statement, ())
    rows = len(statement.rows)
    html, made = "", 0
    factor = 1
    while made < pages:
        long = replace(statement, rows=statement.rows * factor)
        html = render_to_string(
            "finance/reports/income_statement_pdf.html",
            paper_context(INCOME_STATEMENT, replace(issued, statement=long), issue) | {"paper_css": pdf.STYLE_SHEET},
        )
        made = _count_pages(html)
        factor = max(factor + 1, factor * pages // max(made, 1))
        assert factor * rows < 100_000, "the statement does not grow"
    return html, made


def _some_statement() -> IncomeStatement:
    """A statement whose rows are all there, whatever the ledger holds."""
    statement = build_income_statement(period=StatementPeriod(2026, 10))
    amounts = tuple(Decimal("123456.78") for _column in statement.columns)
    return replace(statement, rows=tuple(replace(row, amounts=amounts) for row in statement.rows))


def _count_pages(html: str) -> int:
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415

    return len(PdfReader(BytesIO(pdf.html_to_pdf(html))).pages)


def _bare_weasyprint(html: str) -> None:
    from weasyprint import HTML  # noqa: PLC0415 - loads Pango

    HTML(string=html, base_url=pdf.BASE_URL, url_fetcher=pdf._fetcher()).write_pdf(pdf_variant="pdf/ua-1")


def _medians(
    raw: Callable[[], object], ours: Callable[[], object], *, rounds: int = ROUNDS, clock_of: Callable[[], float] = time.perf_counter
) -> tuple[float, float]:
    """Medians of both; who goes first alternates, so that a warming cache or a growing heap favours neither."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for index in range(rounds * 2):
        is_raw = index % 4 in (0, 3)
        times[is_raw].append(_seconds(raw if is_raw else ours, clock_of))
    return statistics.median(times[True]), statistics.median(times[False])


def _ratio_row(name: str, value: float, raw: float, target: float, words: str) -> BenchRow:
    ratio = value / raw
    return BenchRow(name=name, value=value, unit="s", raw=raw, ratio=ratio, target=f"<= {target} {words}", passed=ratio <= target)


def _seconds(work: Callable[[], object], clock_of: Callable[[], float] = time.perf_counter) -> float:
    start = clock_of()
    work()
    return clock_of() - start


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        if cursor.description:
            cursor.fetchall()


if __name__ == "__main__":
    json.dump([asdict(row) for row in run()], sys.stdout, indent=1)
