"""A term of a seminar: contributors and editors at work at once, and at its end nothing is lost or unexplained."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.clusters import on_postgresql
from tests.processes import ROOT, manage
from tests.term.people import OVERSTEPPED

pytestmark = [pytest.mark.slow, pytest.mark.both_engines(quick=False)]

# A round of 14 is every task of a contributor once.
SHORT = {"contributors": 4, "editors": 1, "rounds": 14, "seed": 1938}
LONG = {"contributors": 20, "editors": 2, "rounds": 20, "seed": 1938}
PROCESSES, ROWS_OF_IMPORT = 2, 400
PATIENCE = 900
PREPARE = """
from battles import models
from battles.values.choices import Status
for number in range(5):
    models.Campaign.objects.create(slug=f"campaign-{number}", name="會戰", status=Status.PUBLISHED)
models.Source.objects.create(slug="source", title="書", kind="book", status=Status.PUBLISHED)
"""


def printing(code, name):
    """Code that prints what a call of a function in tests.term returns, as JSON."""
    return f"import json; from tests.term.{name} import {code.partition('(')[0]}; print(json.dumps({code}))"


def run(environment, code):
    done = manage(environment, "shell", "--no-imports", "-c", code, patience=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout


@on_postgresql
def test_nothing_is_lost_or_unexplained_after_a_short_term(filled_environment):
    call = f"play_and_replay(20, **{SHORT!r})"
    people, end = json.loads(run(filled_environment, printing(call, "playing")).splitlines()[-1])
    assert_nothing_is_lost(people, end)
    # A third of a contributor's tasks always succeed, but for a source that is undone at the same moment.
    forms = [form for person in people if "contributor" in person["name"] for form in person["saved"]]
    assert len(forms) >= SHORT["contributors"] * SHORT["rounds"] / 4


@pytest.fixture
def long_term(environment):
    """The reports of all people, and of the replay at the end."""
    Path(environment["DATA_DIR"]).mkdir()
    assert manage(environment, "migrate", "--verbosity=0").returncode == 0
    run(environment, PREPARE)
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "manage.py", "shell", "--no-imports", "-c"),
                printing(f"play({ROWS_OF_IMPORT}, first={first}, step={PROCESSES}, **{LONG!r})", "playing"),
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
            output, errors = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, errors
            people += json.loads(output.splitlines()[-1])
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    return people, json.loads(run(environment, printing("replay()", "replaying")).splitlines()[-1])


@pytest.mark.thorough
@pytest.mark.timeout(2 * PATIENCE)
def test_nothing_is_lost_or_unexplained_after_a_long_term(long_term):
    people, end = long_term
    counts = sum((Counter(person["counts"]) for person in people), Counter())
    print(json.dumps(counts, indent=1), end["changes"])
    proposed, accepted = assert_nothing_is_lost(people, end)
    # All kinds of tasks were done, and forbidden ones refused.
    contributors, rounds = LONG["contributors"], LONG["rounds"]
    assert len(people) == contributors + LONG["editors"]
    assert end["changes"] + len(proposed) >= 2_000
    # Not by imports alone.
    forms = [entry for person in people for kind in ("saved", "proposed") for entry in person[kind]]
    assert len(forms) - ROWS_OF_IMPORT * counts["import_places: done"] >= contributors * rounds / 2
    assert counts["published"] >= contributors
    assert len(accepted) >= contributors / 2
    for task in ("publish", "decide", "send_back", "import_places", "undo", "withdraw", "propose", "correct"):
        assert counts[f"{task}: done"] > 0, task
    assert counts["overstep: status 403"] > 0


def assert_nothing_is_lost(people, end):
    """Returns the proposals and those of them that were accepted."""
    # The history, applied to the records at the beginning, gives the records at the end.
    assert end["broken"] == end["differing"] == []
    # All that was acknowledged is in it, in the name of its author and after the version that this person saw.
    proposed = {tuple(each) for each in end["proposed"]}
    for person in people:
        name = person["name"]
        assert [note for note, seen in person["saved"] if [name, seen] not in end["notes"].get(note, ())] == []
        assert [note for note, seen in person["proposed"] if (note, seen, name) not in proposed] == []
    accepted = [(note, seen, maker) for note, seen, maker in proposed if note in end["notes"]]
    assert [note for note, seen, maker in accepted if [maker, seen] not in end["notes"][note]] == []
    assert end["hidden_links"] == []
    # PostgreSQL keeps counts of published claims; SQLite keeps none.
    assert end["counted"] == (end["published_claims"] if connection.vendor == "postgresql" else 0)
    assert OVERSTEPPED not in end["notes"]
    assert OVERSTEPPED not in {note for note, _seen, _maker in proposed}
    return proposed, accepted
