"""The report centre: what reports there are, what was issued, what goes out by itself (docs/mechanisms/reports.md)."""
