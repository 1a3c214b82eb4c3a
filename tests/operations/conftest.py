"""A place of its own for a site that a whole module of tests shares."""

import pytest

from tests.conftest import own_environment


@pytest.fixture(scope="module")
def environment_without_database(tmp_path_factory):
    return own_environment(tmp_path_factory.mktemp("site") / "data")
