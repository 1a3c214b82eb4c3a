"""What every test shares."""

import pytest
from django.test import override_settings

PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory):
    """Pages link to static files by their plain names; test_quickstart covers the hashed ones."""
    with override_settings(STORAGES=PLAIN_STATIC_FILES, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield
