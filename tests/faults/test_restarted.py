"""The database stops and starts under load: pages with status 503 in between, and no restart of the site."""

from http.client import IncompleteRead

import pytest

from tests.clusters import Cluster, on_postgresql
from tests.faults.sound import assert_sound, recorded
from tests.loads import visited
from tests.sites import serving
from tests.waiting import wait_until

pytestmark = pytest.mark.both_engines

DOWNLOAD = "/claims/?format=csv"
PAGES = ["/", "/campaigns/battle-of-wuhan/", DOWNLOAD, "/disagreements/"]
SENTENCE = "The database does not answer just now."


@pytest.mark.slow
@on_postgresql
@pytest.mark.parametrize("end", [Cluster.kill, pytest.param(Cluster.stop, marks=pytest.mark.thorough)])
def test_the_site_answers_again_by_itself_when_its_database_does(cluster, environment_of_cluster, administrator, end):
    environment, saved = environment_of_cluster, []
    with serving(environment, administrator) as site:
        findings = assert_sound(environment)
        editor = site.editor()
        readers = [lambda load: load.read(site.visitor(), PAGES) for _ in range(3)]
        with visited(*readers, lambda load: load.add_records(editor, "restarted", saved)) as load:
            wait_until(lambda: saved, site)
            end(cluster)
            answered, kept = len(load.answers), len(saved)
            # All that were under way have ended, and each of the four visitors has come again.
            wait_until(lambda: load.statuses(max(answered, len(load.answers) - 4)) == {503}, site)
            cluster.start()
            wait_until(lambda: site.visitor().get("/healthz").status == 200, site)
            wait_until(lambda: len(saved) > kept, site)
        assert site.process.poll() is None
        last = site.editor().add_place("restarted-and-back")
    assert last.status == 302
    cut = [path for path, answer in load.answers if isinstance(answer, IncompleteRead)]
    whole = [answer for _path, answer in load.answers if not isinstance(answer, IncompleteRead)]
    # A download that has begun with status 200 can only be broken off, so that nobody takes a part for the whole.
    assert set(cut) <= {DOWNLOAD}
    assert {answer.status for answer in whole} == {200, 302, 503}
    assert all(
        SENTENCE in answer.text and answer.headers["retry-after"] == "10" for answer in whole if answer.status == 503
    )
    assert {*saved, "restarted-and-back"} <= recorded(environment)
    assert_sound(environment, findings=findings)
