"""What every test shares."""

import logging
import os
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection
from django.test import override_settings
from django.utils import translation

from wuhan.logs import StandardErrorHandler

PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory):
    """Pages link to static files by their plain names; test_quickstart covers the hashed ones."""
    with override_settings(STORAGES=PLAIN_STATIC_FILES, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    """Files that a test uploads stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture(autouse=True)
def no_language_chosen():
    """A request chooses its language for its whole thread, and here the next test runs in the same."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def quiet_log():
    """The site's log is not printed between the dots; what a test wants to see of it, ``caplog`` has."""
    root, handlers = logging.getLogger(), logging.getLogger().handlers[:]
    for handler in handlers:
        if isinstance(handler, StandardErrorHandler):
            root.removeHandler(handler)
    yield
    root.handlers[:] = handlers


def own_environment(data_dir):
    names = ("SECRET_KEY", "DEBUG", "DATABASE_URL", "DATABASE_REPLICA_URL", "DATABASE_POOL")
    return {name: value for name, value in os.environ.items() if name not in names} | {"DATA_DIR": str(data_dir)}


@pytest.fixture
def environment(tmp_path, request):
    """An empty data folder, and an empty database of the kind under test."""
    found = own_environment(tmp_path / "data")
    if connection.vendor == "postgresql":
        found["DATABASE_URL"] = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def postgresql_url():
    server = connection.get_connection_params()
    where = {name: server[name] for name in ("host", "port", "user", "password") if server.get(name)}
    name = f"site_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as administrator:
        administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        administrator.execute(f"CREATE DATABASE {name}")
        yield f"postgresql:///{name}?{urlencode(where)}"
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
