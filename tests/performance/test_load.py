"""The load test runs: pages are read, records saved and claims imported at once, and nothing fails."""

import io
import random

import pytest
from django.core.management import call_command

from tests.clusters import on_postgresql
from tests.performance.files import write_claims, write_entities
from tests.performance.load import SHARES, Tally, load, path_of, report

pytestmark = pytest.mark.both_engines


@pytest.mark.slow
@pytest.mark.thorough
@on_postgresql
def test_a_site_under_load_answers_every_request(environment, tmp_path):
    tally = load(environment, tmp_path, seconds=4, readers=2, rows=200)
    assert tally.errors == []
    assert tally.seconds["save"]
    assert any(tally.seconds[kind] for kind in SHARES)
    assert tally.imported >= 20


@pytest.mark.django_db
def test_every_address_of_the_load_test_is_answered(client, tmp_path):
    rows = 120
    for model, path in [*write_entities(tmp_path), ("claims", write_claims(tmp_path / "claims.csv", rows))]:
        call_command("importcsv", model, path, stdout=io.StringIO())
    chance = random.Random(1938)
    paths = {path_of(kind, rows, chance) for kind in SHARES for _ in range(12)}
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_an_error_is_reported_with_its_address():
    tally = Tally()
    tally.seconds["list"] += [0.010, 0.020, 0.030]
    tally.errors.append("/claims/?page=3: 500")
    lines = report(tally, seconds=1).splitlines()
    assert lines[1].split() == ["list", "3", "3.0", "20", "30"]
    assert lines[-2:] == ["0 claims imported meanwhile; 1 errors.", "/claims/?page=3: 500"]
