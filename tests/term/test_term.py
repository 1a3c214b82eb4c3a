"""A term in small: twenty contributors and two editors at once, and at its end nothing is lost or unexplained."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.processes import ROOT, manage
from tests.term.people import OVERSTEPPED, ROWS_OF_IMPORT

pytestmark = pytest.mark.both_engines

CONTRIBUTORS, EDITORS, ROUNDS, PROCESSES, SEED = 20, 2, 20, 2, 1938
PATIENCE = 280
PREPARE = """
from battles import models
from battles.values.choices import (Status)
for number in range(5):
    models.Campaign.objects.create(slug=f"campaign-{number}", name="會戰", status=Status.PUBLISHED)
models.Source.objects.create(slug="source", title="書", kind="book", status=Status.PUBLISHED)
"""


@pytest.fixture
def term(environment):
    """What everybody was told, and what the history and the records say at the end."""
    Path(environment["DATA_DIR"]).mkdir()
    assert manage(environment, "migrate", "--verbosity=0").returncode == 0
    assert manage(environment, "shell", "--no-imports", "-c", PREPARE).returncode == 0
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "manage.py", "shell", "--no-imports", "-c"),
                f"from tests.term.playing import play; "
                f"play({first}, {PROCESSES}, {CONTRIBUTORS}, {EDITORS}, {ROUNDS}, {SEED})",
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first in range(PROCESSES)
    ]
    people = []
    try:
        for process in processes:
            told, complaint = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, complaint
            people += json.loads(told.splitlines()[-1])
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    command = "from tests.term.replaying import replay; replay()"
    done = manage(environment, "shell", "--no-imports", "-c", command)
    assert done.returncode == 0, done.stderr
    return people, json.loads(done.stdout.splitlines()[-1])


@pytest.mark.timeout(2 * PATIENCE)
def test_after_a_term_of_many_hands_nothing_is_lost_or_unexplained(term):
    people, end = term
    counts = sum((Counter(person["counts"]) for person in people), Counter())
    print(json.dumps(counts, indent=1), end["changes"])
    # The history, played from nothing, gives the very records.
    assert end["broken"] == end["differing"] == []
    # All that was acknowledged is in it, in the name of who did it, and in the place of what this person had seen.
    proposed = {tuple(each) for each in end["proposed"]}
    for person in people:
        name = person["name"]
        assert [note for note, seen in person["saved"] if [name, seen] not in end["notes"].get(note, ())] == []
        assert [note for note, seen in person["proposed"] if (note, seen, name) not in proposed] == []
    accepted = [(note, seen, maker) for note, seen, maker in proposed if note in end["notes"]]
    assert [note for note, seen, maker in accepted if [maker, seen] not in end["notes"][note]] == []
    assert end["hidden_links"] == []
    # PostgreSQL counts what readers see; SQLite keeps no counts.
    assert end["counted"] == (end["published_claims"] if connection.vendor == "postgresql" else 0)
    # It was a term: all sorts of work were done, and what nobody may do was refused.
    assert len(people) == CONTRIBUTORS + EDITORS
    assert end["changes"] + len(proposed) >= 2_000
    # Not by imports alone: of what each contributor tried, some is refused and some in vain.
    forms = [entry for person in people for kind in ("saved", "proposed") for entry in person[kind]]
    assert len(forms) - ROWS_OF_IMPORT * counts["take_in: done"] >= CONTRIBUTORS * ROUNDS / 2
    assert counts["published"] >= CONTRIBUTORS
    assert len(accepted) >= CONTRIBUTORS / 2
    for task in ("publish", "decide", "send_back", "take_in", "take_back", "withdraw", "propose", "correct"):
        assert counts[f"{task}: done"] > 0, task
    assert counts["overstep: status 403"] > 0
    assert OVERSTEPPED not in end["notes"]
    assert OVERSTEPPED not in {note for note, _seen, _maker in proposed}
