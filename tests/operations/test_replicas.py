"""Public pages from a real streaming replica: used, caught up with, left out when behind or gone, and back."""

import os
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.clusters import Cluster, on_postgresql
from tests.loads import visited
from tests.processes import ROOT
from tests.sites import serving
from tests.waiting import wait_until

pytestmark = [pytest.mark.slow, on_postgresql, pytest.mark.both_engines]

DOWNLOAD = "/casualty-claims/?format=csv"
PAGES = [
    "/",
    "/campaigns/",
    "/campaigns/battle-of-wuhan/",
    f"/search/?q={quote('岡村')}",
    DOWNLOAD,
]
# In it Python finds the module that lets a replica be an hour behind.
PATIENT = Path(__file__).with_name("patient")


@pytest.fixture(scope="module")
def primary():
    cluster = Cluster()
    try:
        yield cluster.create().start()
    finally:
        cluster.delete()


@pytest.fixture(scope="module")
def environment(primary, made_site, tmp_path_factory):
    """The environment of a site as quickstart makes it, with its database on the primary."""
    made, _administrator = made_site
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(made["DATA_DIR"], folder)
    primary.copy_database(made["DATABASE_URL"], "site")
    return made | {"DATA_DIR": str(folder), "DATABASE_URL": primary.url("site")}


@pytest.fixture(scope="module")
def replica(primary, environment):
    cluster = Cluster()
    try:
        yield cluster.copy_of(primary).start()
    finally:
        cluster.delete()


@pytest.fixture(scope="module")
def served(environment, replica, made_site):
    """Serves the site on the replica, with more variables of the environment."""

    def served(**more):
        # One process, so that a test sees the one watch over the replica.
        own = {"DATABASE_REPLICA_URL": replica.url("site"), "WEB_CONCURRENCY": "1"}
        return serving(environment | own | more, made_site[1])

    return served


@pytest.fixture(scope="module")
def site(served):
    """A site that never leaves a replica out for being behind."""
    with served(PYTHONPATH=os.pathsep.join([str(PATIENT), str(ROOT)])) as site:
        yield site


@pytest.fixture
def strict_site(served):
    """A site that leaves out a replica that is some seconds behind."""
    with served() as site:
        yield site


def read_from_it(site, replica):
    """Wait until the site reads from the replica."""
    wait_until(lambda: is_read_from(site, replica), site)
    return site


def is_read_from(site, replica):
    return reads(replica, lambda: site.visitor().get("/campaigns/"))


def reads(replica, visit):
    """Whether the visit asks the replica for anything."""
    ((before,),) = replica.execute("SELECT clock_timestamp()")
    visit()
    # The view has the last query of each connection. The check of replicas queries nothing but their recovery.
    return bool(
        replica.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = 'site' AND backend_type = 'client backend' "
            f"AND query NOT LIKE '%pg_is_in_recovery%' AND query_start > '{before}'"
        )
    )


@pytest.fixture
def pause(replica):
    """Call it to stop the replay of the replica until the end of the test."""
    yield lambda: replica.execute("SELECT pg_wal_replay_pause()")
    replica.execute("SELECT pg_wal_replay_resume()")


def test_pages_come_from_the_replica_and_an_editor_sees_his_change_at_once(site, replica, pause):
    read_from_it(site, replica)
    editor, reader = site.editor(), site.visitor()
    pause()
    assert editor.add_place("hankow-behind").status == 302
    assert editor.get("/places/hankow-behind/").status == 200
    # This page comes from the replica, which is paused.
    assert reader.get("/places/hankow-behind/").status == 404
    replica.execute("SELECT pg_wal_replay_resume()")
    wait_until(lambda: reader.get("/places/hankow-behind/").status == 200, site)


def test_pages_come_from_the_primary_while_the_replica_is_killed(site, replica):
    read_from_it(site, replica)
    reader = site.visitor()
    replica.kill()
    try:
        assert [reader.get(path).status for path in PAGES] == [200] * len(PAGES)
    finally:
        replica.start()
    read_from_it(site, replica)


@pytest.mark.thorough
def test_a_replica_that_stays_behind_is_left_out(strict_site, replica, pause):
    site = read_from_it(strict_site, replica)
    editor, reader = site.editor(), site.visitor()
    pause()
    assert editor.add_place("hankow-far-behind").status == 302
    wait_until(lambda: reader.get("/places/hankow-far-behind/").status == 200, site)


def test_an_editor_reads_from_the_replica_once_it_has_caught_up(site, replica):
    read_from_it(site, replica)
    editor = site.editor()
    assert editor.add_place("hankow-caught-up").status == 302
    wait_until(lambda: reads(replica, lambda: editor.get("/places/hankow-caught-up/")), site)
    assert editor.get("/places/hankow-caught-up/").status == 200


def let_pass(site, primary, load, saved):
    """Wait until all pages were read, some records saved, and the position of the primary read twice."""
    answers, kept = len(load.answers), len(saved)
    asked = set()

    def looked_twice():
        # Between two looks the watch sleeps, and its connection shows its last query.
        sql = (
            "SELECT pid, query_start FROM pg_stat_activity WHERE query LIKE '%pg_current_wal_lsn%' "
            "AND query NOT LIKE '%pg_stat_activity%'"
        )
        asked.update(primary.execute(sql))
        return len(asked) > 2

    wait_until(looked_twice, site)
    wait_until(lambda: len(load.answers) > answers + 3 * len(PAGES) and len(saved) > kept + 1, site)


@pytest.mark.thorough
def test_no_request_fails_under_load_while_the_replica_is_killed_and_comes_back(site, primary, replica):
    read_from_it(site, replica)
    readers = [lambda load: load.read(site.visitor(), PAGES) for _ in range(4)]
    editor, saved = site.editor(), []
    with visited(*readers, lambda load: load.add_records(editor, "killed-replica", saved)) as load:
        let_pass(site, primary, load, saved)
        replica.kill()
        let_pass(site, primary, load, saved)
        replica.start()
        let_pass(site, primary, load, saved)
    # A download may break off with its replica.
    answers = [answer for path, answer in load.answers if path != DOWNLOAD]
    assert {getattr(answer, "status", repr(answer)) for answer in answers} == {200, 302}
    read_from_it(site, replica)


@pytest.mark.thorough
def test_readers_go_on_while_the_primary_is_gone_and_editors_get_an_explanation(site, primary, replica):
    read_from_it(site, replica)
    editor = site.editor()
    primary.stop("immediate")
    try:
        reader = site.visitor()
        assert [reader.get(path).status for path in PAGES] == [200] * len(PAGES)
        answer = editor.get("/admin/battles/place/")
        assert (answer.status, "does not answer just now" in answer.text) == (503, True)
    finally:
        primary.start()
    wait_until(lambda: site.visitor().get("/healthz").status == 200, site)


def test_the_admin_reads_from_the_primary_only(site, replica):
    read_from_it(site, replica)
    editor = site.editor()
    assert not reads(replica, lambda: editor.get("/admin/battles/campaign/"))
