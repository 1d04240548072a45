"""Dates of the register admin as on every other screen: 24/11/2026 8h14, not 24 de Novembro de 2026 às 08:14."""

DATE_FORMAT = "d/m/Y"
TIME_FORMAT = r"G\hi"
DATETIME_FORMAT = r"d/m/Y G\hi"
SHORT_DATETIME_FORMAT = r"d/m/Y G\hi"
