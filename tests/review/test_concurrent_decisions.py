"""Two editors who decide on the same at the same moment: one of them is told, and it happens once."""

import json
from pathlib import Path

import pytest

from tests.processes import PATIENCE, manage

pytestmark = pytest.mark.both_engines

PAIRS = 20
SCRIPT = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.contrib.auth.models import User
from django.db import connection
from battles.models import Change, Place, Proposal
from battles.models.recording import recording
from battles.review.decisions import ReviewRefused, accept, decline, latest_changes, propose, publish

users = [User.objects.create_superuser(f"editor-{number}") for number in range(2)]


def both(*steps):
    together = Barrier(2)

    def run(step):
        try:
            together.wait()
            return step()
        except ReviewRefused:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, steps))


def publishing(user, seen):
    published, left_out = publish({Place: seen}, made_by=user)
    return "published" if published and not left_out else "told"


def deciding(decision, proposal, user):
    decision(proposal, decided_by=user, comment="so it is")
    return decision.__name__


published, decided, steps = [], [], 0
for pair in range(PAIRS):
    place = Place.objects.create(slug=f"place-{pair}", name="漢口")
    seen = latest_changes(Place, [place.pk])
    published.append(both(*[lambda user=user: publishing(user, seen) for user in users]))
    steps += Change.objects.of(place).count()
    class RolledBack(Exception):
        pass
    try:
        with recording() as changes:
            place.refresh_from_db()
            place.note = "proposed"
            place.save()
            differences = list(changes.differences())
            raise RolledBack
    except RolledBack:
        proposal = propose(place, differences, made_by=users[0])
    outcome = both(
        lambda: deciding(accept, proposal, users[0]),
        lambda: deciding(decline, proposal, users[1]),
    )
    place.refresh_from_db()
    proposal.refresh_from_db()
    is_true = (place.note == "proposed") == ("accept" in outcome) == (proposal.state == "accepted")
    decided.append(["told" in outcome, len(set(outcome)), is_true, proposal.comments.count()])
print(json.dumps({"published": published, "decided": decided, "steps": steps}))
"""


def test_of_two_who_decide_at_once_one_is_told_and_it_happens_once(environment):
    Path(environment["DATA_DIR"]).mkdir()
    assert manage(environment, "migrate", "--verbosity=0").returncode == 0
    script = f"PAIRS = {PAIRS}\n{SCRIPT}"
    done = manage(environment, "shell", "--no-imports", "-c", script, patience=4 * PATIENCE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "published": [["published", "told"]] * PAIRS,
        "decided": [[True, 2, True, 1]] * PAIRS,
        "steps": 2 * PAIRS,
    }
