"""Databases that are made once and copied: one with empty tables, and the site that quickstart makes.

Those of SQLite are kept in pytest's cache until the product's files change; those of PostgreSQL last for one run.
"""

import fcntl
import json
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.core.management.color import no_style
from django.db import connection

from battles.models.registry import kinds
from battles.models.terms import Term
from tests.processes import ROOT, manage
from tests.sites import prepare

# The processes of one run inherit this from the first.
RUN = os.environ.setdefault("WUHAN_TEST_RUN", str(os.getpid()))
MIGRATED, FILLED = f"migrated_{RUN}", f"filled_{RUN}"
SQLITE_FILE = "wuhan.sqlite3"


def product_hash() -> str:
    """Return a hash of all that decides how the product makes a database."""
    found = sha256("\n".join(sorted(f"{each.name} {each.version}" for each in distributions())).encode())
    for folder in ("battles", "wuhan", "fixtures"):
        for path in sorted(path for path in (ROOT / folder).rglob("*") if path.suffix not in {".pyc", ".po"}):
            if path.is_file():
                found.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def made_once(folder: Path, make) -> Path:
    """Return the folder. The first process that asks calls ``make(folder)``; the others wait."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            # As private as quickstart makes a data folder.
            unfinished.mkdir(mode=0o700)
            make(unfinished)
            unfinished.rename(folder)
    return folder


def own_environment(data_dir) -> dict:
    """Return the environment of a process with its own data folder and an SQLite database in it."""
    names = ("SECRET_KEY", "DEBUG", "DATABASE_URL", "DATABASE_REPLICA_URL", "DATABASE_POOL")
    return {name: value for name, value in os.environ.items() if name not in names} | {"DATA_DIR": str(data_dir)}


class Templates:
    """The templates by engine, each in a folder that all processes of the run share: ``folders`` by vendor."""

    def __init__(self, folders: dict[str, Path]):
        self.folders = folders

    def migrated(self, vendor: str | None = None) -> Path:
        """Return a data folder with a database of empty tables; on PostgreSQL the database is MIGRATED.

        The engine is the one under test unless ``vendor`` names another.
        """
        vendor = vendor or connection.vendor

        def make(folder):
            if vendor == "postgresql":
                create_database(MIGRATED)
            migrate(environment_of(folder, vendor, MIGRATED))

        return made_once(self.folders[vendor] / f"migrated-{vendor}", make)

    def filled(self, vendor: str | None = None) -> tuple[Path, tuple[str, str]]:
        """Return the data folder of a site that quickstart made, and its administrator's name and password."""
        vendor = vendor or connection.vendor

        def make(folder):
            site = folder / "site"
            migrated = self.migrated(vendor)
            if vendor == "postgresql":
                create_database(FILLED, template=MIGRATED)
            else:
                shutil.copytree(migrated, site)
            administrator = prepare(environment_of(site, vendor, FILLED))
            (folder / "administrator.json").write_text(json.dumps(administrator))

        folder = made_once(self.folders[vendor] / f"filled-{vendor}", make)
        return folder / "site", tuple(json.loads((folder / "administrator.json").read_text()))

    def copy_records_to_connection(self):
        """Write the records of the documents into the tables of Django's connection, which loaddata does in seconds."""
        filled = self.filled()[0]
        own = [kind for kind in kinds().values() if not issubclass(kind, Term)]
        models = [model for kind in own for model in (kind, *links_of(kind))]
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                with closing(sqlite3.connect(filled / SQLITE_FILE)) as template:
                    for table in (model._meta.db_table for model in models):
                        rows = template.execute(f"SELECT * FROM {table}").fetchall()
                        if not rows:
                            continue
                        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)
                return
            with psycopg.connect(database_url(FILLED)) as template:
                for table in (model._meta.db_table for model in models):
                    with (
                        template.cursor().copy(f"COPY {table} TO STDOUT") as rows,
                        connection.connection.cursor().copy(f"COPY {table} FROM STDIN") as copied,
                    ):
                        for row in rows:
                            copied.write(row)
            for sql in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(sql)

    def copy_migrated_to_connection(self):
        """Give Django's connection, whose test database is empty, the tables."""
        migrated = self.migrated()
        if connection.vendor == "postgresql":
            name = connection.settings_dict["NAME"]
            connection.close()
            create_database(name, template=MIGRATED)
        else:
            with closing(sqlite3.connect(migrated / SQLITE_FILE)) as template:
                connection.ensure_connection()
                template.backup(connection.connection)


def links_of(model) -> list:
    """The models of the tables that hold its many-to-many links."""
    return [field.remote_field.through for field in model._meta.local_many_to_many]


def environment_of(folder: Path, vendor: str, database: str) -> dict:
    """Return the environment of a process with this data folder, and on PostgreSQL with this database."""
    environment = own_environment(folder)
    return environment | ({"DATABASE_URL": database_url(database)} if vendor == "postgresql" else {})


def migrate(environment: dict):
    done = manage(environment, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    if not environment.get("DATABASE_URL"):
        with closing(sqlite3.connect(Path(environment["DATA_DIR"], SQLITE_FILE))) as database:
            # A copy in memory cannot have a write-ahead log.
            database.execute("PRAGMA journal_mode=DELETE")


def server_parameters() -> dict:
    found = connection.get_connection_params()
    return {name: found[name] for name in ("host", "port", "user", "password") if found.get(name)}


def database_url(name: str) -> str:
    return f"postgresql:///{name}?{urlencode(server_parameters())}"


def server():
    """Return a connection to the server under test; each command is a transaction of its own."""
    return psycopg.connect(dbname="postgres", autocommit=True, **server_parameters())


def create_database(name: str, template: str = "template1"):
    """Create the database anew, as a copy of the template."""
    with server() as administrator:
        administrator.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        administrator.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_databases(*names: str):
    with server() as administrator:
        for name in names:
            administrator.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def temporary_database(name: str, template: str = "template1"):
    """Yield the address of a database that exists while the block runs."""
    create_database(name, template)
    yield database_url(name)
    drop_databases(name)
