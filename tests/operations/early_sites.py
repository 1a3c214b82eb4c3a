"""Sites of early versions, made by quickstart of that version and then used; the dumps are in ``tests/data/sites``.

``first-version`` is of commit 054f1b6, which had no history of records, ``first-history`` of dd18a22. In both, most
records were left out, a campaign was renamed, an outcome and a source were deleted, an account with a group was added,
and two slugs that differ from others in capitals only were loaded. The second one also has an import that was undone.

``before-corrections`` is of 7bace7e, and has all its records of the documents. See used_site for what people did there.
"""

import json
import lzma
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db import connection

from battles.history.undo import undo
from battles.models import Campaign, Change, ChangeSet, FigureClaim, LoadedSet, OutcomeClaim, Source, Way
from tests.faults.soundness import wrong
from tests.processes import ROOT

DUMPS = ROOT / "tests" / "data" / "sites"
# The changes that the refused upgrade asks for.
RENAME = [
    "UPDATE battles_campaign SET slug = 'battle-of-wuhan-2' WHERE slug = 'Battle-of-Wuhan'",
    "UPDATE battles_place SET slug = 'hanyang-2' WHERE slug = 'Hanyang'",
]


def open_database(environment):
    """A connection of the engine's own library to the database of the environment."""
    if url := environment.get("DATABASE_URL"):
        return psycopg.connect(url)
    folder = Path(environment["DATA_DIR"])
    folder.mkdir(exist_ok=True)
    database = sqlite3.connect(folder / "wuhan.sqlite3")
    # As Django defines it.
    database.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, str(text))))
    return database


def load(environment, name):
    """Fill the empty database of the environment with the site of the name."""
    path = DUMPS / f"{name}-{connection.vendor}.sql"
    packed = path.with_suffix(".sql.xz")
    dump = (lzma.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()).decode()
    with closing(open_database(environment)) as database:
        if connection.vendor == "sqlite":
            database.executescript(dump)
        else:
            database.execute(dump)
        database.commit()


def run(environment, *statements):
    with closing(open_database(environment)) as database:
        for sql in statements:
            database.execute(sql)
        database.commit()


def rows(environment, query):
    with closing(open_database(environment)) as database:
        return database.execute(query).fetchall()


def contents(environment):
    """All that shows whether a database was changed: its tables with their columns, and the applied migrations."""
    with closing(open_database(environment)) as database:
        if connection.vendor == "sqlite":
            return list(database.iterdump())
        columns = "SELECT table_name, column_name, data_type, numeric_scale FROM information_schema.columns"
        public = f"{columns} WHERE table_schema = 'public'"
        return [set(database.execute(sql)) for sql in (public, "SELECT app, name FROM django_migrations")]


def report():
    """Print what an upgraded site has, as JSON."""
    lisi = get_user_model().objects.get(username="lisi")
    found = {
        "wrong": wrong(),
        "renamed": Campaign.objects.get(slug="battle-of-wuhan").name,
        "sources": sorted(Source.objects.values_list("slug", flat=True)),
        "outcomes": OutcomeClaim.objects.count(),
        "figure": str(FigureClaim.objects.latest("pk").low),
        "loaded": list(LoadedSet.objects.values_list("name", "sha256")),
        "superusers": list(get_user_model().objects.filter(is_superuser=True).values_list("username", flat=True)),
        "lisi": [lisi.check_password("another long password 1"), lisi.has_perm("battles.add_place")],
        "log": LogEntry.objects.count(),
        "changes": Change.objects.count(),
    }
    edit = ChangeSet.objects.filter(made_by=lisi, way=Way.EDIT).order_by("pk").first()
    if edit:
        undo(edit, made_by=lisi)
        found["renamed back"] = Campaign.objects.get(slug="battle-of-wuhan").name
    print(json.dumps(found))
