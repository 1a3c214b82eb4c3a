"""The benchmark runs: on a few rows, every figure of its table is measured."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.performance import importing, processes, steps
from tests.performance.importing import ENGINES, MEASURES, MILLION, Measure, benchmark, million, table
from tests.performance.processes import Finished

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize(("figure", "words"), [(24.9, "24.9 ×  NOT MET"), (25, "25.0 ×  met")])
def test_result_is_shown_with_its_goal(figure, words):
    measure = Measure("import", "at least 25 ×", at_least=25, form="{:.1f} ×")
    assert measure.cell(figure) == words


def test_value_above_the_limit_misses_the_goal():
    assert Measure("again", "0", at_most=0).cell(1) == "1  NOT MET"


def test_a_command_that_does_not_end_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "LIMIT", 0.1)
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    with pytest.raises(RuntimeError, match="ended with -9"):
        processes.measured(environment, "shell", "--no-imports", "-c", "import time; time.sleep(1_000)")


@pytest.fixture
def in_this_process(transactional_db, monkeypatch):
    """Let the benchmark do its steps in this process, where each takes a part of a second; it measures nothing then."""

    def measured(environment, *arguments):
        call_command(*map(str, arguments), stdout=(output := io.StringIO()), stderr=io.StringIO())
        return Finished(output.getvalue(), seconds=1, peak=1)

    def step(environment, name, *arguments, **options):
        result = getattr(steps, name)(*arguments, **options)
        return result | {"peak": 1} if isinstance(result, dict) else result

    monkeypatch.setattr(importing, "measured", measured)
    monkeypatch.setattr(importing, "step", step)


def test_every_step_of_the_benchmark_can_be_done(in_this_process, tmp_path):
    assert_table_is_filled(run_benchmark({}, tmp_path))


@pytest.mark.thorough
def test_the_benchmark_fills_its_table(environment, tmp_path):
    Path(environment["DATA_DIR"]).mkdir()
    assert_table_is_filled(run_benchmark(environment, tmp_path))


def run_benchmark(environment, folder):
    figures = benchmark(environment, folder, rows=120, stock_rows=10, repetitions=1)
    return figures | million(environment, folder, rows=120)


def assert_table_is_filled(figures):
    assert figures.keys() == MEASURES.keys() | MILLION.keys()
    assert all(
        figure > 0 for name, figure in figures.items() if name not in ("history", "again changed", "again history")
    )
    assert "—" not in table(dict.fromkeys(ENGINES, figures))
