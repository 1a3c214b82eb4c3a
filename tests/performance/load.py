"""The load test: ``python -m tests.performance.load``, with ``--help`` for its options.

The site runs as in production, gunicorn on all cores before PostgreSQL, with some thousand claims. Readers ask for a
mix of pages as fast as they are answered, while an editor saves by the forms of the admin and files of claims are
imported by command, one after the other. Told are requests a second, the median and the 99th percentile of the time to
the last byte, and how many failed, of which there must be none. The visitors run on the same cores.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from urllib.parse import quote

from tests.performance.files import ENGAGEMENTS, SOURCES, UNITS, write_claims, write_entities
from tests.performance.processes import database, measured
from tests.processes import PATIENCE, ROOT
from tests.sites import Site, prepare

# Of a hundred requests, so many are of this kind.
SHARES = {"list": 40, "entity": 35, "search": 15, "front page": 5, "download": 5}
WORDS = ["岡村", "武漢", "萬家嶺", "第106師團", "Okamura", "高地", "division", "1938"]
PER_PAGE = 50
# Seconds that an editor looks at a form, which is little.
EDITOR_PAUSE = 0.2


def path_of(kind: str, rows: int, chance: random.Random) -> str:
    """An address such as readers ask for, on a site with that many claims."""
    pages = rows // PER_PAGE
    if kind == "list":
        return chance.choice(
            [
                f"/claims/?page={chance.randint(1, min(pages, 40))}",
                f"/casualty-claims/?source=history-volume-{chance.randrange(SOURCES)}",
                f"/claims/?sort=-figure&page={chance.randint(1, min(pages, 20))}",
                f"/engagements/?page={chance.randint(1, ENGAGEMENTS // PER_PAGE)}",
                "/campaigns/",
                "/units/?sort=name",
                "/disagreements/",
            ]
        )
    if kind == "entity":
        return chance.choice(
            [
                "/campaigns/battle-of-wuhan/",
                f"/engagements/battle-of-height-{chance.randrange(ENGAGEMENTS)}/",
                f"/units/division-{chance.randrange(UNITS)}/",
                f"/sources/history-volume-{chance.randrange(SOURCES)}/",
            ]
        )
    if kind == "search":
        return f"/search/?q={quote(chance.choice(WORDS))}"
    if kind == "download":
        engagement = f"battle-of-height-{chance.randrange(ENGAGEMENTS)}"
        return chance.choice(["/units/?format=csv", f"/claims/?engagement={engagement}&format=json"])
    return "/"


@dataclass
class Tally:
    """Seconds by kind of request, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    imported: int = 0
    over: Event = field(default_factory=Event)

    def turns(self):
        """The numbers from 1 on until it is over, and 1 in any case."""
        for number in count(1):
            yield number
            if self.over.is_set():
                return

    def measure(self, kind, name, ask, expected):
        began = time.perf_counter()
        try:
            answer = ask()
        except (OSError, HTTPException) as error:
            self.errors.append(f"{name}: {error!r}")
            return
        self.seconds[kind].append(time.perf_counter() - began)
        if answer.status != expected:
            self.errors.append(f"{name}: {answer.status}")

    def read(self, site, rows, number):
        chance, visitor = random.Random(number), site.visitor()
        for _turn in self.turns():
            (kind,) = chance.choices(list(SHARES), SHARES.values())
            path = path_of(kind, rows, chance)
            self.measure(kind, path, lambda path=path: visitor.get(path), expected=200)

    def edit(self, site):
        editor = site.editor()
        for number in self.turns():
            slug = f"saved-under-load-{number}"
            self.measure("save", slug, lambda slug=slug: editor.add_place(slug), expected=302)
            time.sleep(EDITOR_PAUSE)

    def take_in(self, environment, folder, rows):
        for series in self.turns():
            path = write_claims(folder / "more.csv", rows, series=series)
            command = [sys.executable, "manage.py", "importcsv", "claims", str(path)]
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
            if done.returncode:
                self.errors.append(f"importcsv: {done.stderr}")
                return
            self.imported += rows


def load(environment: dict, folder: Path, *, seconds: float, readers: int, rows: int) -> Tally:
    """Visit a site made out of nothing, with that many claims."""
    administrator = prepare(environment)
    for model, path in write_entities(folder):
        # The campaign is among the records of the documents.
        if model != "campaigns":
            measured(environment, "importcsv", model, path)
    measured(environment, "importcsv", "claims", write_claims(folder / "claims.csv", rows))
    site, tally = Site(environment, administrator), Tally()
    site.start()
    visits = [
        *(Thread(target=tally.read, args=[site, rows, number]) for number in range(readers)),
        Thread(target=tally.edit, args=[site]),
        Thread(target=tally.take_in, args=[environment, folder, max(rows // 10, 10)]),
    ]
    try:
        for visit in visits:
            visit.start()
        time.sleep(seconds)
    finally:
        tally.over.set()
        for visit in visits:
            visit.join(PATIENCE)
        site.stop()
    return tally


def report(tally: Tally, seconds: float) -> str:
    lines = [f"{'':12}{'requests':>10}{'a second':>10}{'median, ms':>12}{'99 %, ms':>10}"]
    rows = {kind: tally.seconds[kind] for kind in (*SHARES, "save")}
    rows["all reading"] = [time for kind in SHARES for time in rows[kind]]
    for kind, times in rows.items():
        if len(times) > 1:
            middle, slow = median(times) * 1000, quantiles(times, n=100, method="inclusive")[-1] * 1000
            lines.append(f"{kind:12}{len(times):>10,}{len(times) / seconds:>10.1f}{middle:>12.0f}{slow:>10.0f}")
    lines.append(f"{tally.imported:,} claims imported meanwhile; {len(tally.errors)} errors.")
    return "\n".join([*lines, *tally.errors[:20]])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.load", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=30, help="how long (%(default)s)")
    parser.add_argument("--readers", type=int, default=8, help="readers at a time (%(default)s)")
    parser.add_argument("--rows", type=int, default=20_000, help="claims of the site (%(default)s)")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite instead of PostgreSQL")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="wuhan-load-") as name:
        folder = Path(name)
        with database("sqlite" if chosen.sqlite else "postgresql", folder) as environment:
            tally = load(environment, folder, seconds=chosen.seconds, readers=chosen.readers, rows=chosen.rows)
    print(f"{chosen.readers} readers, an editor and an import for {chosen.seconds:g} seconds on {chosen.rows:,} claims")
    print(report(tally, chosen.seconds))
    return 1 if tally.errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
