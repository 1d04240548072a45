"""Posting rules: facts in, entries out.  Pure: no ORM, no clock, no settings (docs/mechanisms/posting.md)."""
