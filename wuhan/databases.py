"""The databases that the environment names: a primary, and replicas for reading."""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

POSTGRESQL, SQLITE = "django.db.backends.postgresql", "django.db.backends.sqlite3"
PRIVATE_SQLITE = "wuhan.sqlite"
# Treat a server as gone after a few seconds (tcp_user_timeout is in milliseconds).
CONNECTION_TIMEOUTS = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
# Seconds that a request waits for a connection of the pool: the time of a restart of the server.
POOL_TIMEOUT = 5


def read_databases(data_dir: Path, *, replicas: list[str], pool: int) -> dict:
    """Return DATABASES: ``default``, pooled to ``pool`` connections unless 0, and ``replica_1`` and so on."""
    default = read_default(data_dir, pool)
    if replicas and default["ENGINE"] != POSTGRESQL:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL needs a DATABASE_URL that names the PostgreSQL it copies.")
    return {"default": default} | {f"replica_{number}": read_replica(url) for number, url in enumerate(replicas, 1)}


def read_default(data_dir, pool):
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'wuhan.sqlite3'}"
    database = parse("DATABASE_URL", url, "postgres://user:password@host:5432/name or sqlite:///path")
    if database["ENGINE"] == SQLITE:
        database["ENGINE"] = PRIVATE_SQLITE
        # WAL lets readers read while an editor writes. IMMEDIATE makes a transaction wait for its lock at the start,
        # where it cannot fail half-way. FULL keeps committed changes when the power fails.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # The cache is in KiB. With SQLite's default of 2 MB a large import reads its indexes again and again.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        }
    elif database["ENGINE"] == POSTGRESQL:
        database["OPTIONS"] = CONNECTION_TIMEOUTS | database["OPTIONS"]
        if pool:
            # Give up early, so that the next request tries again and the site is back as soon as the server is.
            database["OPTIONS"]["pool"] = {
                "min_size": 1,
                "max_size": pool,
                "timeout": POOL_TIMEOUT,
                "reconnect_timeout": POOL_TIMEOUT,
            }
            database["CONN_MAX_AGE"] = 0
    else:
        raise ImproperlyConfigured("DATABASE_URL names a database other than PostgreSQL and SQLite.")
    return database


def read_replica(url):
    database = parse("DATABASE_REPLICA_URL", url, "postgres://user:password@host:5432/name, with commas between")
    if database["ENGINE"] != POSTGRESQL:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL names a database other than PostgreSQL.")
    # No pool: a thread notices at once that a replica is gone, and asks the primary.
    database["OPTIONS"] = CONNECTION_TIMEOUTS | database["OPTIONS"]
    database["TEST"] = {"MIRROR": "default"}
    return database


def parse(variable, url, form):
    try:
        return {"OPTIONS": {}} | dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"{variable} cannot be read; write {form}.") from error
