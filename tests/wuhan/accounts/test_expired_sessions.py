"""Sessions that have expired do not stay in the database."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from tests.wuhan.accounts import send_password

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_a_login_deletes_the_sessions_that_have_expired_and_no_others(client, editor):
    other = Client()
    send_password(other)
    for seconds in (-1, 60):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
    assert Session.objects.count() == 3
    send_password(client)
    assert client.get("/admin/").status_code == other.get("/admin/").status_code == 200
    kept = {other.session.session_key, client.session.session_key, session.session_key}
    assert set(Session.objects.values_list("pk", flat=True)) == kept
