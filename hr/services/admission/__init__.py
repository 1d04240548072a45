"""Services of admissions, one file per act."""
