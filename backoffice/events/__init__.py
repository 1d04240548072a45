"""The published language: facts that areas announce.  Past tense, frozen, primitives only (docs/mechanisms/events.md)."""
