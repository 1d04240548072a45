"""The first run: what an installation without data still needs, step by step (docs/mechanisms/first-run.md)."""
