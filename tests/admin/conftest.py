"""What the tests of the admin share."""

import pytest


@pytest.fixture
def admin_user(django_user_model):
    """An administrator who never types a password: hashing one takes longer than most of the tests."""
    return django_user_model.objects.create_superuser("admin")
