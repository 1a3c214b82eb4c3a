"""Two editors save one record at the same moment: one of them sees a conflict, and no change is lost."""

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
from django.test import Client
from django.test.utils import setup_test_environment
from battles.models import Change, Place

# With DEBUG, pages need no collected static files.
setup_test_environment(debug=True)
editor = User.objects.create_superuser("editor")
place = Place.objects.create(slug="hankow", name="漢口")
url = f"/admin/battles/place/{place.pk}/change/"
clients = [Client() for _number in range(2)]
for client in clients:
    client.force_login(editor)


def save(client, note, together):
    try:
        form = client.get(url).context["adminform"].form
        sent = {name: form[name].value() or "" for name in form.fields} | {"note": note}
        formset_counts = {
            f"{rows}-{count}_FORMS": 0 for rows in ("names", "identifiers") for count in ("TOTAL", "INITIAL")
        }
        together.wait()
        response = client.post(url, sent | formset_counts)
        if response.status_code == 302:
            return "saved"
        forms = response.context["conflicts"]
        return "conflict" if [conflict.yours for conflict in forms[0].conflicts] == [note] else "?"
    finally:
        connection.close()


outcomes, lost = [], 0
with ThreadPoolExecutor(2) as threads:
    for pair in range(PAIRS):
        together = Barrier(2)
        notes = [f"{pair} first", f"{pair} second"]
        results = list(threads.map(save, clients, notes, [together] * 2))
        outcomes.append(sorted(results))
        place.refresh_from_db()
        lost += place.note != notes[results.index("saved")]
steps = [(change.before["note"], change.after["note"]) for change in Change.objects.of(place) if change.before]
unbroken = all(later[0] == earlier[1] for later, earlier in zip(steps, steps[1:]))
print(json.dumps({"outcomes": outcomes, "lost": lost, "steps": len(steps), "unbroken": unbroken}))
"""


@pytest.mark.parametrize("pairs", [5, pytest.param(50, marks=pytest.mark.thorough)])
def test_one_of_two_simultaneous_saves_is_a_conflict_and_no_change_is_lost(migrated_environment, pairs):
    script = f"PAIRS = {pairs}\n{SCRIPT}"
    done = manage(migrated_environment, "shell", "--no-imports", "-c", script, patience=4 * PATIENCE)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result == {"outcomes": [["conflict", "saved"]] * pairs, "lost": 0, "steps": pairs, "unbroken": True}
