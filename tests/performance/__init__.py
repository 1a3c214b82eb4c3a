"""Benchmarks: each is one command, and reports ratios measured in one run."""
