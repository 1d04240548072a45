"""Papers of the stock that a person types in: receipts and transfers."""
