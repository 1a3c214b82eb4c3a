"""The load test runs: in a few seconds every sort of page is answered, saves and imports included, and none fails."""

from tests.performance.load import SHARES, Tally, load, report


def test_a_site_under_load_answers_every_request(environment, tmp_path):
    tally = load(environment, tmp_path, seconds=4, readers=2, rows=200)
    assert tally.errors == []
    assert {*SHARES, "save"} - {"download", "front page"} <= {sort for sort, times in tally.seconds.items() if times}
    assert tally.imported > 0


def test_an_error_is_told_with_what_was_asked():
    tally = Tally()
    tally.seconds["list"] += [0.010, 0.020, 0.030]
    tally.errors.append("/claims/?page=3: 500")
    lines = report(tally, seconds=1).splitlines()
    assert lines[1].split() == ["list", "3", "3.0", "20", "30"]
    assert lines[-2:] == ["0 claims imported meanwhile; 1 errors.", "/claims/?page=3: 500"]
