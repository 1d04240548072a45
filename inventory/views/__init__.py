"""The stock panel: what lies where, one SKU, reconciliations."""
