"""A contributor and an editor, each with a client."""

import pytest
from django.test import Client

from tests.review import make_contributor, make_editor


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def contributor(db):
    return make_contributor(username="contributor")


@pytest.fixture
def editor(db):
    return make_editor(username="editor")


@pytest.fixture
def contributor_client(contributor):
    return logged_in(contributor)


@pytest.fixture
def editor_client(editor):
    return logged_in(editor)
