"""The load test runs: pages are read, records saved and claims imported at once, and nothing fails."""

import pytest

from tests.clusters import on_postgresql
from tests.performance.load import SHARES, Tally, load, report

pytestmark = pytest.mark.both_engines


@pytest.mark.slow
@on_postgresql
def test_a_site_under_load_answers_every_request(environment, tmp_path):
    tally = load(environment, tmp_path, seconds=4, readers=2, rows=200)
    assert tally.errors == []
    assert tally.seconds["save"]
    assert any(tally.seconds[sort] for sort in SHARES)
    assert tally.imported >= 20


def test_an_error_is_told_with_what_was_asked():
    tally = Tally()
    tally.seconds["list"] += [0.010, 0.020, 0.030]
    tally.errors.append("/claims/?page=3: 500")
    lines = report(tally, seconds=1).splitlines()
    assert lines[1].split() == ["list", "3", "3.0", "20", "30"]
    assert lines[-2:] == ["0 claims imported meanwhile; 1 errors.", "/claims/?page=3: 500"]
