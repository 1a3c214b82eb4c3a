"""What every test shares."""

import logging
import os
import shutil
from contextlib import ExitStack
from copy import copy
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections
from django.db.models.signals import post_migrate
from django.test import override_settings
from django.test.utils import ContextList
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from battles.models import Authority, Countable
from battles.models.registry import kinds
from battles.models.terms import Term
from tests.templates import (
    FILLED,
    MIGRATED,
    Templates,
    drop_databases,
    environment_of,
    own_environment,
    product_hash,
    temporary_database,
)
from wuhan.management.commands import migrate

# A quick run draws the same examples each time, so that it fails for everybody or for nobody.
EVERYWHERE = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
hypothesis_settings.register_profile("quick", max_examples=40, derandomize=True, **EVERYWHERE)
hypothesis_settings.register_profile("thorough", max_examples=500, print_blob=True, **EVERYWHERE)

PLAIN_STATIC_FILES = {
    "default": settings.STORAGES["default"],
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
    is_quick = not config.getoption("thorough")
    if item.get_closest_marker("thorough") and is_quick:
        return True
    if not config.getoption("both_engines"):
        return False
    marker = item.get_closest_marker("both_engines")
    return marker is None or (marker.kwargs.get("quick") is False and is_quick)


def takes_long(item):
    return item.get_closest_marker("slow") or "chromium" in item.fixturenames


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory):
    """Pages link to static files by their plain names; test_quickstart covers the hashed ones."""
    with override_settings(STORAGES=PLAIN_STATIC_FILES, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Passwords are hashed quickly; the site's own hasher is read too, for databases that commands have made."""
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[quick, *settings.PASSWORD_HASHERS]):
        yield


@pytest.fixture(autouse=True, scope="session")
def context_of_page_only():
    """A response has the context of the page's own template: copying those of its hundreds of parts takes longer."""

    def store(stored, signal, sender, template, context, **kwargs):
        if "context" not in stored:
            stored |= {"templates": [template], "context": ContextList([copy(context)])}

    with mock.patch("django.test.client.store_rendered_templates", store):
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
        if handler.name == "stderr":
            root.removeHandler(handler)
    yield
    root.handlers[:] = handlers


@pytest.fixture(scope="session")
def templates(request, tmp_path_factory):
    """The databases that tests copy."""
    base = tmp_path_factory.getbasetemp()
    # With several processes, each has its own folder below that of the run.
    of_the_run = (base.parent if hasattr(request.config, "workerinput") else base) / "templates"
    kept = of_the_run
    if hasattr(request.config, "cache"):
        cache = request.config.cache.mkdir("templates")
        kept = cache / product_hash()
        for old in set(cache.iterdir()) - {kept}:
            shutil.rmtree(old, ignore_errors=True)
    return Templates({"sqlite": kept, "postgresql": of_the_run})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """Each process has a database of its own: on PostgreSQL one with another name, on SQLite one in its memory.

    pytest-django knows this only of Django's own engine for SQLite.
    """
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def copying_migrate(templates):
    """While Django makes the test database, ``migrate`` copies the tables from a template."""

    def handle(command, *args, **options):
        templates.copy_migrated_to_connection()

    replaced = mock.patch.object(migrate.Command, "handle", handle)
    replaced.start()
    return replaced


@pytest.fixture(scope="session")
def django_db_setup(copying_migrate, django_db_setup, django_db_blocker):
    copying_migrate.stop()
    with django_db_blocker.unblock():
        terms = [term for model in kinds().values() if issubclass(model, Term) for term in model.objects.all()]

    def put_back(using, **kwargs):
        """Django empties all tables after a test with transactions of its own, and then sends this signal."""
        for term in terms:
            term.save_base(raw=True, using=using)
        with connections[using].cursor() as cursor:
            for sql in connections[using].ops.sequence_reset_sql(no_style(), [Authority, Countable]):
                cursor.execute(sql)

    post_migrate.connect(put_back, sender=apps.get_app_config("battles"), weak=False)


def pytest_sessionfinish(session):
    if connection.vendor == "postgresql" and not hasattr(session.config, "workerinput"):
        drop_databases(MIGRATED, FILLED)


@pytest.fixture
def documents(db, templates):
    """The records of the documents are in the database."""
    templates.copy_records_to_connection()


@pytest.fixture
def administrator(templates):
    """The name and password of the administrator of ``filled_environment``."""
    return templates.filled()[1]


@pytest.fixture(scope="session")
def made_site(templates):
    """The environment of a site that quickstart made, to be copied, and its administrator's name and password."""
    folder, administrator = templates.filled()
    return environment_of(folder, connection.vendor, FILLED), administrator


@pytest.fixture
def environment(make_environment):
    """The environment of a process with a data folder that does not exist yet, and an empty database."""
    return make_environment()


@pytest.fixture
def migrated_environment(templates, make_environment):
    """The same with a data folder, and with empty tables in the database."""
    return make_environment(templates.migrated(), MIGRATED)


@pytest.fixture
def filled_environment(templates, make_environment):
    """The same with the data folder and the database of a site that quickstart made."""
    return make_environment(templates.filled()[0], FILLED)


@pytest.fixture
def make_environment(tmp_path):
    """Call with a data folder and a database to copy, or without for an empty environment."""
    with ExitStack() as databases:

        def make(data_dir=None, template="template1"):
            environment = own_environment(tmp_path / "data")
            if data_dir:
                shutil.copytree(data_dir, environment["DATA_DIR"])
            if connection.vendor == "postgresql":
                url = databases.enter_context(temporary_database(f"site_{os.getpid()}", template))
                environment["DATABASE_URL"] = url
            return environment

        yield make
