"""Health checks: /healthz says whether the site can serve, /healthz/alive whether the process is alive."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from battles.views.health import ReadyView

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def _nothing_is_known_of_the_tables(monkeypatch):
    monkeypatch.setattr(ReadyView, "tables_are_complete", False)


def refuse(*args):
    raise DatabaseError


def test_a_site_that_can_serve_says_ok_in_plain_text(client):
    for path in ("/healthz", "/healthz/alive"):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/plain; charset=utf-8", "no-store")


def test_without_its_database_the_site_is_alive_and_not_ready(client):
    with connection.execute_wrapper(refuse):
        ready, alive = client.get("/healthz"), client.get("/healthz/alive")
    assert (ready.status_code, ready.content) == (503, b"The database does not answer.\n")
    assert (alive.status_code, alive.content) == (200, b"ok\n")


def test_unmigrated_tables_are_not_ready(client):
    last = MigrationRecorder(connection).migration_qs.filter(app="accounts").latest("pk")
    MigrationRecorder(connection).record_unapplied(last.app, last.name)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (
        503,
        b"The tables are of another version of the site: run migrate.\n",
    )
    MigrationRecorder(connection).record_applied(last.app, last.name)
    assert client.get("/healthz").status_code == 200


def test_once_complete_the_tables_cost_no_more_queries(client, django_assert_num_queries):
    client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/healthz")
