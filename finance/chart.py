"""
The chart of accounts that every installation starts with: a Brazilian company that sells online.

Data, in Portuguese like every name a person reads.  ``ensure_chart`` (finance.services) adds what is missing and never
overwrites: afterwards the chart belongs to the company.  Columns: code, name, nature (D or C), kind, and the income
statement's line (finance.reports.statement_rows) for accounts that take entries; "" on a leaf means balance sheet,
``None`` marks an account that sums up others.
"""

from dataclasses import dataclass

ASSET, LIABILITY, EQUITY, REVENUE, EXPENSE = "asset", "liability", "equity", "revenue", "expense"
D, C = "debit", "credit"


@dataclass(frozen=True, slots=True)
class ChartRow:
    code: str
    name: str
    nature: str
    kind: str
    statement_line: str | None

    @property
    def is_postable(self) -> bool:
        return self.statement_line is not None


_ASSETS = [
    ("1", "Ativo", D, ASSET, None),
    ("1.1", "Ativo circulante", D, ASSET, None),
    ("1.1.01", "Caixa e equivalentes", D, ASSET, None),
    ("1.1.01.001", "Caixa", D, ASSET, ""),
    ("1.1.01.002", "Bancos conta movimento", D, ASSET, ""),
    ("1.1.01.003", "Aplicações financeiras de liquidez imediata", D, ASSET, ""),
    ("1.1.02", "Contas a receber", D, ASSET, None),
    ("1.1.02.001", "Clientes", D, ASSET, ""),
    ("1.1.02.002", "Recebíveis de intermediadores de pagamento", D, ASSET, ""),
    ("1.1.02.003", "Repasses de marketplaces a receber", D, ASSET, ""),
    ("1.1.02.090", "(−) Perdas estimadas com clientes", C, ASSET, ""),
    ("1.1.03", "Estoques", D, ASSET, None),
    ("1.1.03.001", "Mercadorias para revenda", D, ASSET, ""),
    ("1.1.03.002", "Mercadorias em trânsito", D, ASSET, ""),
    ("1.1.03.003", "Material de embalagem", D, ASSET, ""),
    ("1.1.04", "Tributos a recuperar", D, ASSET, None),
    ("1.1.04.001", "ICMS a recuperar", D, ASSET, ""),
    ("1.1.04.002", "PIS e Cofins a recuperar", D, ASSET, ""),
    ("1.1.04.003", "IRPJ e CSLL a recuperar", D, ASSET, ""),
    ("1.1.05", "Adiantamentos", D, ASSET, None),
    ("1.1.05.001", "Adiantamentos a fornecedores", D, ASSET, ""),
    ("1.1.05.002", "Adiantamentos a empregados", D, ASSET, ""),
    ("1.1.06", "Despesas antecipadas", D, ASSET, None),
    ("1.1.06.001", "Seguros e assinaturas a apropriar", D, ASSET, ""),
    ("1.2", "Ativo não circulante", D, ASSET, None),
    ("1.2.01", "Imobilizado", D, ASSET, None),
    ("1.2.01.001", "Máquinas e equipamentos", D, ASSET, ""),
    ("1.2.01.002", "Móveis e utensílios", D, ASSET, ""),
    ("1.2.01.003", "Computadores e periféricos", D, ASSET, ""),
    ("1.2.01.090", "(−) Depreciação acumulada", C, ASSET, ""),
    ("1.2.02", "Intangível", D, ASSET, None),
    ("1.2.02.001", "Marcas e softwares", D, ASSET, ""),
    ("1.2.02.090", "(−) Amortização acumulada", C, ASSET, ""),
]
_LIABILITIES = [
    ("2", "Passivo e patrimônio líquido", C, LIABILITY, None),
    ("2.1", "Passivo circulante", C, LIABILITY, None),
    ("2.1.01", "Fornecedores", C, LIABILITY, None),
    ("2.1.01.001", "Fornecedores nacionais", C, LIABILITY, ""),
    ("2.1.01.002", "Mercadoria recebida a faturar", C, LIABILITY, ""),
    ("2.1.01.003", "Fretes e transportadoras a pagar", C, LIABILITY, ""),
    ("2.1.02", "Obrigações com clientes", C, LIABILITY, None),
    ("2.1.02.001", "Adiantamentos de clientes", C, LIABILITY, ""),
    ("2.1.02.002", "Créditos e vales de clientes", C, LIABILITY, ""),
    ("2.1.03", "Obrigações tributárias", C, LIABILITY, None),
    ("2.1.03.001", "Impostos sobre vendas a recolher", C, LIABILITY, ""),
    ("2.1.03.002", "IRPJ e CSLL a recolher", C, LIABILITY, ""),
    ("2.1.03.003", "Tributos retidos a recolher", C, LIABILITY, ""),
    ("2.1.04", "Obrigações trabalhistas", C, LIABILITY, None),
    ("2.1.04.001", "Salários a pagar", C, LIABILITY, ""),
    ("2.1.04.002", "INSS e FGTS a recolher", C, LIABILITY, ""),
    ("2.1.04.003", "Provisão de férias e 13º salário", C, LIABILITY, ""),
    ("2.1.05", "Empréstimos e antecipações", C, LIABILITY, None),
    ("2.1.05.001", "Empréstimos bancários de curto prazo", C, LIABILITY, ""),
    ("2.1.05.002", "Recebíveis antecipados", C, LIABILITY, ""),
    ("2.1.06", "Outras contas a pagar", C, LIABILITY, None),
    ("2.1.06.001", "Contas a pagar diversas", C, LIABILITY, ""),
    ("2.2", "Passivo não circulante", C, LIABILITY, None),
    ("2.2.01", "Empréstimos de longo prazo", C, LIABILITY, None),
    ("2.2.01.001", "Empréstimos bancários de longo prazo", C, LIABILITY, ""),
    ("2.3", "Patrimônio líquido", C, EQUITY, None),
    ("2.3.01", "Capital social", C, EQUITY, None),
    ("2.3.01.001", "Capital subscrito e integralizado", C, EQUITY, ""),
    ("2.3.02", "Resultados acumulados", C, EQUITY, None),
    ("2.3.02.001", "Lucros ou prejuízos acumulados", C, EQUITY, ""),
    ("2.3.02.002", "(−) Lucros distribuídos", D, EQUITY, ""),
    ("2.3.03", "Saldos de abertura", C, EQUITY, None),
    ("2.3.03.001", "Saldos de abertura da implantação", C, EQUITY, ""),
]
_REVENUES = [
    ("3", "Receitas", C, REVENUE, None),
    ("3.1", "Receita bruta de vendas", C, REVENUE, None),
    ("3.1.01", "Vendas", C, REVENUE, None),
    ("3.1.01.001", "Venda de produtos", C, REVENUE, "product_sales"),
    ("3.1.01.002", "Frete cobrado do cliente", C, REVENUE, "freight_charged"),
    ("3.2", "(−) Deduções da receita", D, REVENUE, None),
    ("3.2.01", "Cancelamentos, descontos e impostos", D, REVENUE, None),
    ("3.2.01.001", "Cancelamentos e devoluções", D, REVENUE, "returns"),
    ("3.2.01.002", "Descontos e cupons", D, REVENUE, "discounts"),
    ("3.2.01.003", "Impostos sobre vendas", D, REVENUE, "sales_taxes"),
    ("3.3", "Outras receitas", C, REVENUE, None),
    ("3.3.01", "Receitas financeiras", C, REVENUE, None),
    ("3.3.01.001", "Rendimentos e juros recebidos", C, REVENUE, "financial_income"),
    ("3.3.02", "Outras receitas operacionais", C, REVENUE, None),
    ("3.3.02.001", "Receitas diversas", C, REVENUE, "other_income"),
]
_COSTS = [
    ("4", "Custos e despesas", D, EXPENSE, None),
    ("4.1", "Custo das mercadorias vendidas", D, EXPENSE, None),
    ("4.1.01", "CMV", D, EXPENSE, None),
    ("4.1.01.001", "Custo das mercadorias vendidas", D, EXPENSE, "cost_of_goods"),
    ("4.2", "Despesas variáveis de venda", D, EXPENSE, None),
    ("4.2.01", "Venda e entrega", D, EXPENSE, None),
    ("4.2.01.001", "Comissão de marketplace", D, EXPENSE, "marketplace_commission"),
    ("4.2.01.002", "Taxas de pagamento", D, EXPENSE, "payment_fees"),
    ("4.2.01.003", "Frete pago", D, EXPENSE, "freight_paid"),
    ("4.2.01.004", "Embalagem", D, EXPENSE, "packaging"),
    ("4.2.01.005", "Anúncios", D, EXPENSE, "advertising"),
    ("4.2.02", "Perdas", D, EXPENSE, None),
    ("4.2.02.001", "Perdas por chargeback", D, EXPENSE, "chargebacks"),
    ("4.2.02.002", "Tarifas de chargeback", D, EXPENSE, "chargebacks"),
    ("4.2.02.003", "Perdas de estoque", D, EXPENSE, "stock_losses"),
    ("4.2.02.004", "(−) Sobras de estoque", C, EXPENSE, "stock_losses"),
    ("4.3", "Despesas fixas", D, EXPENSE, None),
    ("4.3.01", "Pessoal e encargos", D, EXPENSE, None),
    ("4.3.01.001", "Salários e ordenados", D, EXPENSE, "people"),
    ("4.3.01.002", "Encargos sociais", D, EXPENSE, "people"),
    ("4.3.01.003", "Férias e 13º salário", D, EXPENSE, "people"),
    ("4.3.01.004", "Benefícios", D, EXPENSE, "people"),
    ("4.3.01.005", "Pró-labore", D, EXPENSE, "people"),
    ("4.3.02", "Ocupação", D, EXPENSE, None),
    ("4.3.02.001", "Aluguel e condomínio", D, EXPENSE, "premises"),
    ("4.3.02.002", "Água, energia e telefone", D, EXPENSE, "premises"),
    ("4.3.02.003", "Manutenção e limpeza", D, EXPENSE, "premises"),
    ("4.3.03", "Sistemas", D, EXPENSE, None),
    ("4.3.03.001", "Plataforma, hospedagem e softwares", D, EXPENSE, "systems"),
    ("4.3.04", "Contabilidade e serviços", D, EXPENSE, None),
    ("4.3.04.001", "Contabilidade", D, EXPENSE, "services"),
    ("4.3.04.002", "Serviços de terceiros", D, EXPENSE, "services"),
    ("4.3.05", "Administrativas", D, EXPENSE, None),
    ("4.3.05.001", "Material de escritório", D, EXPENSE, "administrative"),
    ("4.3.05.002", "Viagens e representação", D, EXPENSE, "administrative"),
    ("4.3.05.003", "Taxas, multas e despesas diversas", D, EXPENSE, "administrative"),
    ("4.4", "Depreciação e amortização", D, EXPENSE, None),
    ("4.4.01", "Depreciação e amortização do período", D, EXPENSE, None),
    ("4.4.01.001", "Depreciação", D, EXPENSE, "depreciation"),
    ("4.4.01.002", "Amortização", D, EXPENSE, "depreciation"),
    ("4.5", "Despesas financeiras", D, EXPENSE, None),
    ("4.5.01", "Juros, tarifas e antecipações", D, EXPENSE, None),
    ("4.5.01.001", "Antecipação de recebíveis", D, EXPENSE, "receivable_advances"),
    ("4.5.01.002", "Tarifas bancárias e IOF", D, EXPENSE, "bank_fees"),
    ("4.5.01.003", "Juros e multas pagos", D, EXPENSE, "interest_paid"),
    ("4.6", "Impostos sobre o lucro", D, EXPENSE, None),
    ("4.6.01", "IRPJ e CSLL", D, EXPENSE, None),
    ("4.6.01.001", "IRPJ", D, EXPENSE, "income_taxes"),
    ("4.6.01.002", "CSLL", D, EXPENSE, "income_taxes"),
]

CHART: tuple[ChartRow, ...] = tuple(ChartRow(*row) for row in _ASSETS + _LIABILITIES + _REVENUES + _COSTS)
