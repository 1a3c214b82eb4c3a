"""Fixtures of accounts."""

import pytest

from tests.wuhan.accounts import PASSWORD
from wuhan.accounts import second_factor


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db, django_user_model):
    return django_user_model.objects.create_user("editor", password=PASSWORD, is_staff=True, is_superuser=True)


@pytest.fixture
def device(editor):
    """The second factor of the editor, last used an hour ago."""
    device = second_factor.offer_device(editor)
    device.confirmed = True
    device.last_t = 0
    device.save()
    second_factor.new_recovery_codes(editor)
    return device
