"""How an admission goes: pure rules, no tables, no clock."""
