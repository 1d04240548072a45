"""What an account is for, in the words of the posting rules, and which account that is (a test checks each exists)."""

PROVIDER_RECEIVABLE = "1.1.02.002"
CUSTOMER_RECEIVABLE = "1.1.02.001"
CUSTOMER_ADVANCE = "2.1.02.001"
INVENTORY = "1.1.03.001"
GOODS_RECEIVED_NOT_INVOICED = "2.1.01.002"
OPENING_BALANCES = "2.3.03.001"
RETAINED_EARNINGS = "2.3.02.001"
SALES_TAX_PAYABLE = "2.1.03.001"
PRODUCT_SALES = "3.1.01.001"
FREIGHT_CHARGED = "3.1.01.002"
RETURNS = "3.2.01.001"
DISCOUNTS = "3.2.01.002"
SALES_TAXES = "3.2.01.003"
COST_OF_GOODS = "4.1.01.001"
PAYMENT_FEES = "4.2.01.002"
CHARGEBACK_LOSS = "4.2.02.001"
CHARGEBACK_FEES = "4.2.02.002"
STOCK_LOSSES = "4.2.02.003"
STOCK_GAINS = "4.2.02.004"

# Accounts that a rule posts to: the chart may rename them, never switch them off.
USED_BY_RULES = frozenset(value for name, value in dict(globals()).items() if name.isupper() and isinstance(value, str))
