"""The benchmark runs: on a few rows, every figure of its table is measured."""

import os
from pathlib import Path

import pytest

from tests.performance import processes
from tests.performance.importing import ENGINES, MEASURES, MILLION, Measure, benchmark, million, table

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize(("figure", "words"), [(24.9, "24.9 ×  NOT MET"), (25, "25.0 ×  met")])
def test_a_figure_stands_beside_its_goal(figure, words):
    measure = Measure("import", "at least 25 ×", at_least=25, form="{:.1f} ×")
    assert measure.cell(figure) == words


def test_a_goal_is_missed_by_what_is_above_it():
    assert Measure("again", "0", at_most=0).cell(1) == "1  NOT MET"


def test_a_command_that_does_not_end_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "LIMIT", 2)
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    with pytest.raises(RuntimeError, match="ended with -9"):
        processes.measured(environment, "shell", "--no-imports", "-c", "import time; time.sleep(100)")


def test_the_benchmark_fills_its_table(environment, tmp_path):
    Path(environment["DATA_DIR"]).mkdir()
    figures = benchmark(environment, tmp_path, rows=120, stock_rows=10, repetitions=1)
    figures |= million(environment, tmp_path, rows=120)
    assert figures.keys() == MEASURES.keys() | MILLION.keys()
    assert all(
        figure > 0 for name, figure in figures.items() if name not in ("history", "again changed", "again history")
    )
    assert "—" not in table(dict.fromkeys(ENGINES, figures))
