"""An import that is killed leaves nothing of itself behind."""

import csv
import signal
import subprocess
import sys
import time

from tests.processes import PATIENCE, ROOT, manage

ROWS = 20_000
HEADINGS = ["slug", "name", "note"]
COUNT = """
from battles.models import Belligerent, ImportRecord
print(Belligerent.objects.count(), ImportRecord.objects.count())
"""


def rows_there(environment):
    return manage(environment, "shell", "--no-imports", "-c", COUNT).stdout.split()


def test_an_import_is_whole_or_not_there_at_whatever_moment_it_is_killed(environment, tmp_path):
    assert manage(environment, "quickstart", "--no-serve").returncode == 0
    before = rows_there(environment)
    path = tmp_path / "sides.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows([f"side-{number}", "某方", "x" * 200] for number in range(ROWS))
    command = [sys.executable, "manage.py", "importcsv", "belligerents", str(path)]
    began = time.monotonic()
    assert subprocess.run([*command, "--dry-run"], cwd=ROOT, env=environment, timeout=PATIENCE).returncode == 0
    whole = time.monotonic() - began
    all_rows = [str(int(before[0]) + ROWS), "1"]
    killed = 0
    for part in (0.55, 0.65, 0.75, 0.85, 1):
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        time.sleep(whole * part)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        there = rows_there(environment)
        if there == all_rows:
            # It had finished; an import that has, stays whole.
            break
        assert there == before
        killed += process.returncode == -signal.SIGKILL
    assert killed
