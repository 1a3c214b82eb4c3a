"""The database goes and comes back under load: sentences with status 503 in between, and no restart of the site."""

import time
from http.client import IncompleteRead

import pytest

from tests.clusters import on_postgresql
from tests.faults.sound import assert_sound, recorded
from tests.loads import visited
from tests.sites import eventually, serving

pytestmark = pytest.mark.both_engines

DOWNLOAD = "/claims/?format=csv"
PAGES = ["/", "/campaigns/battle-of-wuhan/", DOWNLOAD, "/disagreements/"]
# Seconds, on a busy machine.
SOON = 60
SENTENCE = "The database does not answer just now."


@pytest.mark.slow
@on_postgresql
def test_the_site_answers_again_by_itself_when_its_database_does(cluster, environment_without_database):
    cluster.execute("CREATE DATABASE site")
    environment = environment_without_database | {"DATABASE_URL": cluster.url("site")}
    saved = []
    with serving(environment) as site:
        findings = assert_sound(environment)
        editor = site.editor()
        readers = [lambda load: load.read(site.visitor(), PAGES) for _ in range(3)]
        with visited(*readers, lambda load: load.add_records(editor, "restarted", saved)) as load:
            eventually(lambda: saved, site)
            for end in (cluster.stop, cluster.kill):
                end()
                told, kept = len(load.answers), len(saved)
                # Longer than a request waits for a connection.
                time.sleep(6.5)
                eventually(lambda told=told: 503 in load.statuses(told), site)
                cluster.start()
                eventually(lambda: site.visitor().get("/healthz").status == 200, site, SOON)
                eventually(lambda kept=kept: len(saved) > kept, site)
        assert site.process.poll() is None
        last = site.editor().add_place("restarted-and-back")
    assert last.status == 302
    cut = [path for path, answer in load.answers if isinstance(answer, IncompleteRead)]
    whole = [answer for _path, answer in load.answers if not isinstance(answer, IncompleteRead)]
    # What has begun with status 200 can only be broken off, so that nobody takes a part for the whole.
    assert set(cut) <= {DOWNLOAD}
    assert {answer.status for answer in whole} == {200, 302, 503}
    assert all(
        SENTENCE in answer.text and answer.headers["retry-after"] == "10" for answer in whole if answer.status == 503
    )
    assert {*saved, "restarted-and-back"} <= recorded(environment)
    assert_sound(environment, findings=findings)
