"""Services of papers, one file per act."""
