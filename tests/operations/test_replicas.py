"""Public pages from a real streaming replica: used, caught up with, left out when behind or gone, and back."""

import time
from urllib.parse import quote

import pytest

from tests.clusters import Cluster, on_postgresql
from tests.loads import visited
from tests.sites import eventually, serving
from wuhan.replication import LOOK_EVERY

# Seconds, on a busy machine; what is exact about them, tests/test_replication.py has by a clock of its own.
SOON = 60
pytestmark = [pytest.mark.slow, on_postgresql, pytest.mark.both_engines]

PAGES = [
    "/",
    "/campaigns/",
    "/campaigns/battle-of-wuhan/",
    f"/search/?q={quote('岡村')}",
    "/casualty-claims/?format=csv",
]


@pytest.fixture(scope="module")
def primary():
    cluster = Cluster()
    try:
        yield cluster.create().start()
    finally:
        cluster.delete()


@pytest.fixture(scope="module")
def replica(primary):
    cluster = Cluster()
    try:
        yield cluster.copy_of(primary).start()
    finally:
        cluster.delete()


@pytest.fixture(scope="module")
def site(primary, replica, environment_without_database):
    primary.execute("CREATE DATABASE site")
    environment = environment_without_database | {
        "DATABASE_URL": primary.url("site"),
        "DATABASE_REPLICA_URL": replica.url("site"),
        # One process, so that a test sees the one watch over the replica.
        "WEB_CONCURRENCY": "1",
    }
    with serving(environment) as site:
        site.visitor().get("/")
        yield site


@pytest.fixture(autouse=True)
def _replica_is_read_from(site, primary, replica):
    """Before each test: a replica that is up to date, and that the site has found so."""
    eventually(lambda: is_read_from(site, replica), site, SOON)


def is_read_from(site, replica):
    return reads(replica, lambda: site.visitor().get("/campaigns/"))


def reads(replica, visit):
    """Whether the visit asks the replica for anything."""
    ((before,),) = replica.execute("SELECT clock_timestamp()")
    visit()
    # A connection is known by the last that it was asked; the watch asks of recovery, and nothing else.
    return bool(
        replica.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = 'site' AND backend_type = 'client backend' "
            f"AND query NOT LIKE '%pg_is_in_recovery%' AND query_start > '{before}'"
        )
    )


@pytest.fixture
def pause(replica):
    """Call it to let the replica stand still until the end of the test."""
    yield lambda: replica.execute("SELECT pg_wal_replay_pause()")
    replica.execute("SELECT pg_wal_replay_resume()")


def test_whoever_wrote_sees_it_at_once_and_all_others_once_the_replica_has_it_or_is_left_out(site, pause):
    editor, reader = site.editor(), site.visitor()
    # After the login, so that little is to be done in the seconds that a replica may be behind.
    pause()
    assert editor.add_place("hankow-behind").status == 302
    assert editor.get("/places/hankow-behind/").status == 200
    # The replica stands still, and this page comes from it, so that it was in use for the one before too.
    assert reader.get("/places/hankow-behind/").status == 404
    eventually(lambda: reader.get("/places/hankow-behind/").status == 200, site, SOON)


def test_once_the_replica_has_caught_up_whoever_wrote_reads_from_it_too(site, replica):
    editor = site.editor()
    assert editor.add_place("hankow-caught-up").status == 302
    eventually(lambda: reads(replica, lambda: editor.get("/places/hankow-caught-up/")), site, SOON)
    assert editor.get("/places/hankow-caught-up/").status == 200


def goes_on(site, load, saved):
    """Wait until all pages were read and some records saved, and for two looks at the replica at least."""
    answers, kept = len(load.answers), len(saved)
    time.sleep(2 * LOOK_EVERY)
    eventually(lambda: len(load.answers) > answers + 3 * len(PAGES) and len(saved) > kept + 1, site)


def test_no_request_fails_while_the_replica_is_killed_under_load_and_it_comes_back(site, replica):
    readers = [lambda load: load.read(site.visitor(), PAGES) for _ in range(4)]
    editor, saved = site.editor(), []
    with visited(*readers, lambda load: load.add_records(editor, "killed-replica", saved)) as load:
        goes_on(site, load, saved)
        replica.kill()
        goes_on(site, load, saved)
        replica.start()
        goes_on(site, load, saved)
    assert load.statuses() == {200, 302}
    eventually(lambda: is_read_from(site, replica), site, SOON)


def test_readers_go_on_reading_while_the_primary_is_gone_and_editors_are_told(site, primary):
    editor = site.editor()
    primary.stop("immediate")
    try:
        reader = site.visitor()
        assert [reader.get(path).status for path in PAGES] == [200] * len(PAGES)
        answer = editor.get("/admin/battles/place/")
        assert (answer.status, "does not answer just now" in answer.text) == (503, True)
    finally:
        primary.start()
    eventually(lambda: site.visitor().get("/healthz").status == 200, site)


def test_the_admin_reads_from_the_primary_only(site, replica):
    editor = site.editor()
    assert not reads(replica, lambda: editor.get("/admin/battles/campaign/"))
