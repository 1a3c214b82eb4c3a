"""What every test shares."""

import logging
import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.sites import prepare
from wuhan.logs import StandardErrorHandler

# A quick run draws the same examples each time, so that it fails for everybody or for nobody.
EVERYWHERE = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
hypothesis_settings.register_profile("quick", max_examples=40, derandomize=True, **EVERYWHERE)
hypothesis_settings.register_profile("thorough", max_examples=500, print_blob=True, **EVERYWHERE)

PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def pytest_addoption(parser):
    parser.addoption("--thorough", action="store_true", help="add the tests that need minutes, and more examples")
    parser.addoption("--both-engines", action="store_true", help="run only the tests that ask something of the engine")


def pytest_configure(config):
    hypothesis_settings.load_profile("thorough" if config.getoption("thorough") else "quick")


def pytest_collection_modifyitems(config, items):
    """Leave out the tests that this run does not ask for, and start those that take longest."""
    kept = [item for item in items if not is_left_out(item, config)]
    config.hook.pytest_deselected(items=[item for item in items if is_left_out(item, config)])
    items[:] = sorted(kept, key=lambda item: not takes_long(item))


def is_left_out(item, config):
    if item.get_closest_marker("thorough") and not config.getoption("thorough"):
        return True
    return config.getoption("both_engines") and not item.get_closest_marker("both_engines")


def takes_long(item):
    return item.get_closest_marker("slow") or "chromium" in item.fixturenames


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


@pytest.fixture(scope="session")
def made_site(tmp_path_factory):
    """The environment of a site as quickstart makes it, to be copied, and its administrator's name and password."""
    environment = own_environment(tmp_path_factory.mktemp("made"))
    if connection.vendor != "postgresql":
        yield environment, prepare(environment)
        return
    with empty_database(f"made_{os.getpid()}") as url:
        environment["DATABASE_URL"] = url
        yield environment, prepare(environment)


@pytest.fixture
def administrator(made_site):
    return made_site[1]


@pytest.fixture
def filled_environment(environment, made_site):
    """The data folder and the database of a site as quickstart makes it."""
    made, _administrator = made_site
    shutil.copytree(made["DATA_DIR"], environment["DATA_DIR"])
    if connection.vendor == "postgresql":
        with server() as administrator:
            administrator.execute(f"DROP DATABASE {site_name()}")
            administrator.execute(f"CREATE DATABASE {site_name()} TEMPLATE made_{os.getpid()}")
    return environment


@pytest.fixture
def environment(tmp_path, request):
    """An empty data folder, and an empty database of the kind under test."""
    found = own_environment(tmp_path / "data")
    if connection.vendor == "postgresql":
        found["DATABASE_URL"] = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def postgresql_url():
    with empty_database(site_name()) as url:
        yield url


def site_name():
    return f"site_{os.getpid()}"


def server_parameters():
    found = connection.get_connection_params()
    return {name: found[name] for name in ("host", "port", "user", "password") if found.get(name)}


def server():
    """A connection to the server under test; commands are carried out one by one."""
    return psycopg.connect(dbname="postgres", autocommit=True, **server_parameters())


@contextmanager
def empty_database(name):
    """The address of a database that is there while the block runs."""
    with server() as administrator:
        administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        administrator.execute(f"CREATE DATABASE {name}")
        yield f"postgresql:///{name}?{urlencode(server_parameters())}"
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
