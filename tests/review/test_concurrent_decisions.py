"""Of two decisions on the same item at the same moment, one is made and the other is refused."""

import json

import pytest

from tests.processes import PATIENCE, manage

pytestmark = pytest.mark.both_engines

SCRIPT = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.contrib.auth.models import User
from django.db import connection
from battles.history.versions import latest_versions
from battles.models import Change, Place
from battles.models.recording import recording
from battles.review.decisions import ReviewRefused, accept, decline, propose, publish

users = [User.objects.create_superuser(f"editor-{number}") for number in range(2)]


def both(*steps):
    together = Barrier(2)

    def run(step):
        try:
            together.wait()
            return step()
        except ReviewRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, steps))


def try_publish(user, seen):
    published, skipped = publish({Place: seen}, made_by=user)
    return "published" if published and not skipped else "refused"


def try_decide(decision, proposal, user):
    decision(proposal, decided_by=user, comment="so it is")
    return decision.__name__


published, decided, change_count = [], [], 0
for pair in range(PAIRS):
    place = Place.objects.create(slug=f"place-{pair}", name="漢口")
    seen = latest_versions(Place, [place.pk])
    published.append(both(*[lambda user=user: try_publish(user, seen) for user in users]))
    change_count += Change.objects.of(place).count()
    with recording(preview=True) as changes:
        place.refresh_from_db()
        place.note = "proposed"
        place.save()
    proposal = propose(place, changes.changed_rows, made_by=users[0])
    outcome = both(
        lambda: try_decide(accept, proposal, users[0]),
        lambda: try_decide(decline, proposal, users[1]),
    )
    place.refresh_from_db()
    proposal.refresh_from_db()
    is_consistent = (place.note == "proposed") == ("accept" in outcome) == (proposal.state == "accepted")
    decided.append(["refused" in outcome, len(set(outcome)), is_consistent, proposal.comments.count()])
print(json.dumps({"published": published, "decided": decided, "changes": change_count}))
"""


@pytest.mark.parametrize("pairs", [5, pytest.param(50, marks=pytest.mark.thorough)])
def test_one_of_two_decisions_at_the_same_moment_is_refused(migrated_environment, pairs):
    script = f"PAIRS = {pairs}\n{SCRIPT}"
    done = manage(migrated_environment, "shell", "--no-imports", "-c", script, patience=4 * PATIENCE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "published": [["published", "refused"]] * pairs,
        "decided": [[True, 2, True, 1]] * pairs,
        "changes": 2 * pairs,
    }
