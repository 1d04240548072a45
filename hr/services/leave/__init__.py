"""Leave: who asks, who decides, what stands in the ledger."""
