"""Screens of the report centre."""
