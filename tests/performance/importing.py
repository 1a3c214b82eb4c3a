"""The benchmark of import and export: ``python -m tests.performance.importing``, with ``--help`` for its options.

Each figure is a ratio measured in one run, the median of alternating repetitions, or the peak memory of a process:
against the stock resource of django-import-export (see stock), and against the database's own limit, a bare COPY of the
finished rows into the same table with its indexes and constraints on PostgreSQL, and executemany on SQLite.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.performance.files import ROWS_TO_AN_ERROR, write_claims, write_entities
from tests.performance.processes import database, measured, step

ENGINES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
# Two runs of the same differ by so much; “no slower” and “flat” are met within it.
NOISE = 1.05
GIB_IN_MIB = 1024


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the table: what it says, its goal in words and as a limit, and how its figure is written."""

    label: str
    goal: str = ""
    at_least: float | None = None
    at_most: float | None = None
    form: str = "{:,.0f}"

    def cell(self, figure: float | None) -> str:
        if figure is None:
            return "—"
        text = self.form.format(figure)
        if not self.goal:
            return text
        is_met = (self.at_least is None or figure >= self.at_least) and (self.at_most is None or figure <= self.at_most)
        return f"{text}  {'met' if is_met else 'NOT MET'}"


MEASURES = {
    "import": Measure("import, rows a second"),
    "import/stock": Measure("  against the stock resource", "at least 25 ×", at_least=25, form="{:.1f} ×"),
    "import/bare": Measure("  time against the bare load", "at most 4 ×", at_most=4, form="{:.2f} ×"),
    "history": Measure("  rows of history, for each row", "1", at_least=1, form="{:.2f}"),
    "import peak": Measure("  peak memory, MiB"),
    "again/import": Measure("same file again, time against the import", "at most 1 ×", at_most=NOISE, form="{:.2f} ×"),
    "again changed": Measure("  rows changed", "0", at_most=0),
    "again history": Measure("  rows of history", "0", at_most=0),
    "dry/import": Measure("dry run, time against the import", "at most 1 ×", at_most=NOISE, form="{:.2f} ×"),
    "wrong/import": Measure(
        f"  with 1 row in {ROWS_TO_AN_ERROR} wrong, all told", "at most 1 ×", at_most=NOISE, form="{:.2f} ×"
    ),
    "stock import": Measure("stock import, rows a second"),
    "bare": Measure("bare load, rows a second"),
    "export": Measure("export, rows a second"),
    "export/stock": Measure("  against the stock resource", "at least 10 ×", at_least=10, form="{:.1f} ×"),
    "export/joined": Measure("  against stock with its links joined", form="{:.1f} ×"),
    "first rows": Measure("  first rows after, seconds", "at most 1", at_most=1, form="{:.2f}"),
    "export peak": Measure("  peak memory, MiB"),
    "export flat": Measure("  against that of a quarter of the rows", "at most 1 ×", at_most=NOISE, form="{:.2f} ×"),
    "stock export": Measure("stock export, rows a second"),
    "joined export": Measure("stock export with its links joined, rows a second"),
}
MILLION = {
    "million import seconds": Measure("a million rows by importcsv, seconds"),
    "million import peak": Measure("  peak memory, MiB", "below 1,024", at_most=GIB_IN_MIB),
    "million export seconds": Measure("a million rows by exportcsv, seconds"),
    "million export peak": Measure("  peak memory, MiB", "below 1,024", at_most=GIB_IN_MIB),
}


def benchmark(environment: dict, folder: Path, rows: int, stock_rows: int, repetitions: int) -> dict[str, float]:
    """The figures of MEASURES, on an empty database. Raises RuntimeError if an import or export is not as expected."""
    step(environment, "prepare", [(model, str(path)) for model, path in write_entities(folder)])
    runs = []
    for number in range(repetitions):
        tell(f"  repetition {number + 1} of {repetitions}")
        runs.append(repetition(environment, folder, rows, stock_rows, number))
    figures = {name: median(run[name] for run in runs) for name in runs[0]}
    whole = measured(environment, "exportcsv", "claims", "--output", folder / "whole.csv")
    quarter = measured(
        environment, "exportcsv", "claims", "--filter", "belligerent=side-0", "--output", folder / "quarter.csv"
    )
    return figures | {"export peak": whole.peak, "export flat": whole.peak / quarter.peak}


def repetition(environment, folder, rows, stock_rows, number):
    # Another file each time, so that nothing is remembered of the last one.
    path = str(write_claims(folder / "claims.csv", rows, series=number))
    sample = str(write_claims(folder / "sample.csv", stock_rows, series=number))
    wrong_path = str(write_claims(folder / "wrong.csv", rows, series=number, with_errors=True))
    mistakes = -(-rows // ROWS_TO_AN_ERROR)
    step(environment, "empty")
    stock = expected(step(environment, "stock_load", sample), rows=stock_rows)
    step(environment, "empty")
    wrong = expected(step(environment, "load", wrong_path, dry_run=True), kept=0, lines=mistakes)
    dry = expected(step(environment, "load", path, dry_run=True), new=rows, kept=0)
    loaded = expected(step(environment, "load", path), new=rows, changed=0)
    exported = expected(step(environment, "export", str(folder / "exported.csv")), rows=rows)
    stock_exported = expected(step(environment, "stock_export", stock_rows, joined=False), rows=stock_rows)
    joined = expected(step(environment, "stock_export", stock_rows, joined=True), rows=stock_rows)
    again = expected(step(environment, "load", path), new=0, unchanged=rows)
    bare = expected(step(environment, "bare_load"), rows=rows)
    figures = {
        "import": rows / loaded["seconds"],
        "import/bare": loaded["seconds"] / bare["seconds"],
        "history": loaded["kept"] / rows,
        "import peak": loaded["peak"],
        "again/import": again["seconds"] / loaded["seconds"],
        "again changed": again["changed"],
        "again history": again["kept"],
        "dry/import": dry["seconds"] / loaded["seconds"],
        "wrong/import": wrong["seconds"] / loaded["seconds"],
        "stock import": stock_rows / stock["seconds"],
        "bare": rows / bare["seconds"],
        "export": rows / exported["seconds"],
        "first rows": exported["first_rows"],
        "stock export": stock_rows / stock_exported["seconds"],
        "joined export": stock_rows / joined["seconds"],
    }
    return figures | {
        "import/stock": figures["import"] / figures["stock import"],
        "export/stock": figures["export"] / figures["stock export"],
        "export/joined": figures["export"] / figures["joined export"],
    }


def expected(result, **numbers):
    found = {name: result.get(name) for name in numbers}
    if found != numbers:
        raise RuntimeError(f"Expected {numbers}, found {found} in {result}.")
    return result


def million(environment: dict, folder: Path, rows: int = 1_000_000) -> dict[str, float]:
    """The figures of MILLION, on a database that ``benchmark`` has prepared."""
    tell(f"  {rows:,} rows")
    step(environment, "empty")
    path = write_claims(folder / "million.csv", rows)
    loaded = measured(environment, "importcsv", "claims", path)
    if f"{rows:,} new" not in loaded.output:
        raise RuntimeError(loaded.output)
    exported = measured(environment, "exportcsv", "claims", "--output", path)
    with path.open("rb") as file:
        lines = sum(1 for line in file)
    if lines != rows + 1:
        raise RuntimeError(f"{lines:,} lines were exported.")
    return {
        "million import seconds": loaded.seconds,
        "million import peak": loaded.peak,
        "million export seconds": exported.seconds,
        "million export peak": exported.peak,
    }


def table(figures: dict[str, dict[str, float]]) -> str:
    """The figures of each engine beside the goals."""
    measures = {
        name: measure for name, measure in (MEASURES | MILLION).items() if any(name in of for of in figures.values())
    }
    lines = [("", "goal", *(ENGINES[engine] for engine in figures))]
    for name, measure in measures.items():
        lines.append((measure.label, measure.goal, *(measure.cell(of.get(name)) for of in figures.values())))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def tell(text):
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.importing", description=__doc__.split("\n")[0])
    for engine, name in ENGINES.items():
        parser.add_argument(f"--{engine}", action="store_true", help=f"on {name} alone")
    parser.add_argument("--rows", type=int, default=100_000, help="claims in the file (%(default)s)")
    parser.add_argument("--stock-rows", type=int, default=2_000, help="of them for the stock resource (%(default)s)")
    parser.add_argument("--repetitions", type=int, default=3, help="of which medians are taken (%(default)s)")
    parser.add_argument("--million", action="store_true", help="also a million rows through the command line")
    parser.add_argument("--profile", action="store_true", help="only print where an import's time goes")
    chosen = parser.parse_args(arguments)
    engines = [engine for engine in ENGINES if getattr(chosen, engine)] or list(ENGINES)
    figures = {}
    for engine in engines:
        tell(ENGINES[engine])
        with tempfile.TemporaryDirectory(prefix="wuhan-benchmark-") as name:
            folder = Path(name)
            with database(engine, folder) as environment:
                if chosen.profile:
                    print(ENGINES[engine], profile(environment, folder, chosen.rows), sep="\n")
                    continue
                figures[engine] = benchmark(
                    environment, folder, chosen.rows, min(chosen.stock_rows, chosen.rows), chosen.repetitions
                )
                if chosen.million:
                    figures[engine] |= million(environment, folder)
    if figures:
        print(f"{chosen.rows:,} claims with five links each")
        print(table(figures))


def profile(environment: dict, folder: Path, rows: int) -> str:
    """Where the time of an import goes, function by function."""
    step(environment, "prepare", [(model, str(path)) for model, path in write_entities(folder)])
    return step(environment, "profile", str(write_claims(folder / "claims.csv", rows)))


if __name__ == "__main__":
    main(sys.argv[1:])
