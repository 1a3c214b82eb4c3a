"""Fixtures of the tests of tables."""

import tracemalloc
from contextlib import contextmanager

import pytest


@pytest.fixture
def peak_memory():
    """A context that fails where the code in it needs more than so many MB at once."""

    @contextmanager
    def at_most(megabytes: int):
        tracemalloc.start()
        try:
            yield
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < megabytes * 1_000_000

    return at_most
