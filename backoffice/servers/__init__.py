"""Starts, watches and stops what the back office runs on, on one machine: see docs/mechanisms/servers.md."""
