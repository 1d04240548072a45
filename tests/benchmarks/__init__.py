"""Benchmarks: ours beside a raw limit measured in the same run (`manage.py bench`; figures in docs/benchmarks.md)."""
