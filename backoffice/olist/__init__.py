"""Real orders of the public Olist data set, loaded through the same doors as every other order (docs/olist.md)."""
