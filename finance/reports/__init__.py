"""Reports: each is built once as a frozen dataclass; screen, PDF and XLSX are renderings of it (docs/mechanisms/reports.md)."""
